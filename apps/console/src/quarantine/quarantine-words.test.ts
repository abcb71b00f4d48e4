import { expect, test } from "vitest";
import { detailWords } from "./quarantine-words.ts";

test("amounts of a noted disagreement are read in dollars, and ids stay as they are", () => {
  expect(detailWords("the proxy says 6251000 + 312500 + 0, the pinned versions say 6250000 + 312500 + 0")).toBe(
    "The proxy says $0.006251 + $0.0003125 + $0.00, the pinned versions say $0.00625 + $0.0003125 + $0.00",
  );
  expect(detailWords("stream entry 1796063981442-0 is not a usage event")).toBe(
    "Stream entry 1796063981442-0 is not a usage event",
  );
});
