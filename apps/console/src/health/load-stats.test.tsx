import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LoadStats } from "./load-stats.tsx";

type Load = NonNullable<Parameters<typeof LoadStats>[0]["load"]>;

const QUIET: Load = {
  ...{ openCalls: 0, waitingEvents: 0, quarantined: 0, fullestShard: null, chargesNano: 0n, oldestMs: 0 },
  epoch: { id: "1", open: true, ageMs: 120_000 },
};

test("no money that waits is said in dollars and cents", () => {
  const html = renderToStaticMarkup(<LoadStats load={QUIET} />);
  expect(html).toContain("$0.00<");
  expect(html).toContain("has lost nothing for 2 min");
});

test("while Redis is away nothing is claimed of what it counts", () => {
  const html = renderToStaticMarkup(<LoadStats load={null} />);
  expect(html).toContain("Away");
  expect(html).not.toContain("nothing waits");
  expect(html.match(/not known now/g)).toHaveLength(3);
});
