import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ClaimChecks } from "./claim-checks.tsx";

const evidence = {
  asked: "To call a tool.",
  expected: "A call.",
  came: "No call.",
  at: new Date("2026-11-29T12:00:00Z"),
};

test("an untrue claim stands open with its evidence, a true one is closed", () => {
  const html = renderToStaticMarkup(
    <ClaimChecks
      checks={[
        { ...evidence, id: "chk_1", claim: "tools", ok: false },
        { ...evidence, id: "chk_2", claim: "usage", ok: true },
      ]}
    />,
  );
  expect(html.match(/<details open=""/g)).toHaveLength(1);
  for (const words of ["Tool calls", "Honest usage", "To call a tool.", "No call."]) expect(html).toContain(words);
});

test("an endpoint that was never checked is told what will be asked", () => {
  expect(renderToStaticMarkup(<ClaimChecks checks={[]} />)).toContain("Once a day");
});
