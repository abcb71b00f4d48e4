import { expect, test } from "vitest";
import { describeMargin, type MarginTerms } from "./describe-margin.ts";

const nothing: MarginTerms = {
  basisPoints: 0,
  perRequestNano: 0n,
  perMillionTokensNano: 0n,
  perMillionUnitsNano: {},
  minimumNano: 0n,
  capNano: null,
};

test.each<[string, Partial<MarginTerms>]>([
  ["No margin", {}],
  ["No margin", { capNano: 0n, basisPoints: 0 }],
  ["12.5%", { basisPoints: 1_250 }],
  ["10% + $0.001 per call", { basisPoints: 1_000, perRequestNano: 1_000_000n }],
  ["$0.20 per million tokens", { perMillionTokensNano: 200_000_000n }],
  [
    "$2.00 per million output tokens + $0.01 per image",
    { perMillionUnitsNano: { image: 10_000_000_000_000n, output_token: 2_000_000_000n } },
  ],
  ["10%; acme/one: 5%", { basisPoints: 1_000, overrides: { "acme/one": { ...nothing, basisPoints: 500 } } }],
  ["10%; sponsors $5.00 of calls a month", { basisPoints: 1_000, sponsoredMonthlyNano: 5_000_000_000n }],
  ["at least $0.0001 per call", { minimumNano: 100_000n }],
  [
    "20%, at least $0.000000001 and at most $0.05 per call",
    { basisPoints: 2_000, minimumNano: 1n, capNano: 50_000_000n },
  ],
])("nothing of a margin is left out of its words: %s", (words, terms) => {
  expect(describeMargin({ ...nothing, ...terms })).toBe(words);
});
