import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RunProgress } from "./run-progress.tsx";

const reached = (status: Parameters<typeof RunProgress>[0]["status"]) =>
  renderToStaticMarkup(<RunProgress status={status} />).split('aria-label="reached"').length - 1;

test("a run that is being paid has its payment before it, not behind it", () => {
  expect(["computed", "approved", "executing", "done"].map((status) => reached(status as "done"))).toEqual([
    1, 2, 2, 4,
  ]);
});
