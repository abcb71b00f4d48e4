import { expect, test } from "vitest";
import { AREA_WORDS, varianceWords } from "./variance-words.ts";

test("every kind of difference has its own words in every area", () => {
  for (const area of ["cash", "payouts", "invoices"] as const) {
    const words = (["only_ours", "only_theirs", "amount_differs"] as const).map((kind) =>
      varianceWords({ area, kind }),
    );
    expect(new Set(words).size).toBe(3);
    expect(AREA_WORDS[area].what).toMatch(/\.$/);
  }
});
