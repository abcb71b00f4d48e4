import { expect, test } from "vitest";
import { countryName, thresholdWords } from "./threshold-words.ts";

test("a threshold says whether just as much counts, and when a form is no longer asked for", () => {
  expect(thresholdWords({ thresholdNano: 2_000_000_000_000n, isAbove: false })).toBe("from $2,000.00 a year");
  expect(thresholdWords({ thresholdNano: 20_000_000_000_000n, isAbove: true })).toBe("above $20,000.00 a year");
  expect(thresholdWords({ thresholdNano: null, isAbove: true })).toBe("no longer asked for");
});

test("a country is named in words", () => {
  expect(countryName("US")).toBe("United States");
});
