import fc from "fast-check";
import { expect, test } from "vitest";
import { completeTokenPrices } from "./complete-prices.ts";
import { type PinnedVersions, priceCall } from "./price-call.ts";
import { affordableOutput, quoteWorstCase } from "./quote.ts";
import { anyMarginTerms } from "./testing/margins.ts";
import type { UsageUnits } from "./usage-units.ts";
import { FEE_SCOPES } from "./versions.ts";

const price = fc.bigInt({ min: 0n, max: 500_000_000_000n });
const versions: fc.Arbitrary<PinnedVersions> = fc.record({
  prices: fc
    .record({
      input: price,
      output: price,
      cache_read: price,
      request: price,
      image: price,
      audio_second: price,
      search: price,
    })
    .map(completeTokenPrices),
  fee: fc.record({
    appliesTo: fc.constantFrom(...FEE_SCOPES),
    basisPoints: fc.integer({ min: 0, max: 10_000 }),
    fixedNano: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  }),
  margin: fc.option(anyMarginTerms),
});
const count = fc.integer({ min: 0, max: 2_000_000 });
const units = fc.record({
  input: count,
  cache_read: count,
  cache_write_5m: count,
  output: count,
  reasoning: count,
  image: count,
  audio_second: count,
  search: count,
});

test("the charge is the sum of its legs, and no leg is negative", () => {
  fc.assert(
    fc.property(units, versions, (used, pinned) => {
      const priced = priceCall(used, pinned);
      if (priced.kind !== "priced") throw new Error("complete prices price every token");
      const { costNano, feeNano, surchargeNano, chargeNano } = priced.legs;
      expect(chargeNano).toBe(costNano + feeNano + surchargeNano);
      expect(costNano >= 0n && feeNano >= 0n && surchargeNano >= 0n).toBe(true);
    }),
  );
});

test("fee and surcharge are taken of the exact cost, so that each leg is rounded once", () => {
  const margin = { basisPoints: 6_000, perRequestNano: 0n, perMillionTokensNano: 0n, perMillionUnitsNano: {} };
  const priced = priceCall(
    { input: 1 },
    {
      prices: completeTokenPrices({ input: 2_500_000n, output: 0n }),
      fee: { basisPoints: 6_000, fixedNano: 0n },
      margin: { ...margin, minimumNano: 0n, capNano: null },
    },
  );
  // 2.5 nano cost; of them 1.5 are 2, while 60 % of the rounded 2 would be 1.
  expect(priced).toEqual({
    kind: "priced",
    legs: { costNano: 2n, feeNano: 2n, surchargeNano: 2n, chargeNano: 6n },
  });
});

test("no usage within the bounds costs more than the quote", () => {
  fc.assert(
    fc.property(units, versions, (used, pinned) => {
      const bounds = {
        inputTokens: used.input + used.cache_read + used.cache_write_5m,
        outputTokens: used.output + used.reasoning,
        others: { image: used.image, audio_second: used.audio_second, search: used.search },
      };
      const priced = priceCall(used, pinned);
      if (priced.kind !== "priced") throw new Error("complete prices price every token");
      const quote = quoteWorstCase(bounds, pinned);
      expect(priced.legs.chargeNano <= quote.chargeNano).toBe(true);
      expect(priced.legs.surchargeNano <= quote.surchargeNano).toBe(true);
    }),
  );
});

const shortage = fc.record({
  pinned: versions,
  inputTokens: count,
  outputTokens: count,
  available: fc.bigInt({ min: 0n, max: 10n ** 12n }),
});

test("the affordable output fits, and one token more does not", () => {
  fc.assert(
    fc.property(shortage, ({ pinned, inputTokens, outputTokens, available }) => {
      const output = affordableOutput({ inputTokens, outputTokens }, pinned, available);
      const cost = (tokens: number) => quoteWorstCase({ inputTokens, outputTokens: tokens }, pinned).chargeNano;
      if (output === null) expect(cost(0) > available).toBe(true);
      else {
        expect(cost(output) <= available).toBe(true);
        if (output < outputTokens) expect(cost(output + 1) > available).toBe(true);
      }
    }),
  );
});

const plain: PinnedVersions = {
  prices: { input: 2_500_000_000n, output: 10_000_000_000n, cache_read: 1_250_000_000n },
  fee: { basisPoints: 500, fixedNano: 0n },
  margin: {
    basisPoints: 2_000,
    perRequestNano: 0n,
    perMillionTokensNano: 0n,
    perMillionUnitsNano: {},
    minimumNano: 0n,
    capNano: null,
  },
};

test("a call is priced to the nano", () => {
  expect(priceCall({ input: 1_001, cache_read: 24, output: 333 }, plain)).toEqual({
    kind: "priced",
    legs: { costNano: 5_862_500n, feeNano: 293_125n, surchargeNano: 1_172_500n, chargeNano: 7_328_125n },
  });
});

test("each leg is rounded once, half to even, from the exact cost", () => {
  const tiny: PinnedVersions = { ...plain, prices: { input: 500_000n, output: 500_000n } };
  // One token costs half a nano exactly: to even is zero; three cost one and a half: to even is two.
  expect(priceCall({ input: 1 }, tiny)).toMatchObject({ legs: { costNano: 0n } });
  expect(priceCall({ input: 3 }, tiny)).toMatchObject({ legs: { costNano: 2n } });
});

test("a unit without a price is reported, never free", () => {
  expect(priceCall({ input: 5, search: 1 }, plain)).toEqual({ kind: "unpriced", buckets: ["search"] });
});

test("a call that delivered nothing costs nothing, fixed parts included", () => {
  const fixed: PinnedVersions = {
    prices: { ...plain.prices, request: 10n ** 15n },
    fee: { basisPoints: 0, fixedNano: 7n },
    margin: {
      basisPoints: 0,
      perRequestNano: 9n,
      perMillionTokensNano: 0n,
      perMillionUnitsNano: {},
      minimumNano: 5n,
      capNano: null,
    },
  };
  for (const used of [{}, { input: 0, output: 0 }] satisfies UsageUnits[]) {
    expect(priceCall(used, fixed)).toMatchObject({ kind: "priced", legs: { chargeNano: 0n } });
  }
});

test.each([{ input: -1 }, { input: 1.5 }, { input: Number.NaN }, { input: 2 ** 53 }])("%j is refused", (used) => {
  expect(() => priceCall(used, plain)).toThrow(RangeError);
});

test("minimum and cap bound the surcharge", () => {
  const bounded = (minimumNano: bigint, capNano: bigint | null): PinnedVersions => ({
    ...plain,
    margin: {
      basisPoints: 2_000,
      perRequestNano: 0n,
      perMillionTokensNano: 0n,
      perMillionUnitsNano: {},
      minimumNano,
      capNano,
    },
  });
  expect(priceCall({ input: 1 }, bounded(1_000n, null))).toMatchObject({ legs: { surchargeNano: 1_000n } });
  expect(priceCall({ input: 1_000_000 }, bounded(0n, 77n))).toMatchObject({ legs: { surchargeNano: 77n } });
});

test("a margin counts every unit class by its own part, besides the one for all tokens", () => {
  const parts: PinnedVersions = {
    prices: { input: 1n, cache_read: 1n, output: 1n, image: 1n, audio_second: 1n, search: 1n },
    fee: { basisPoints: 0, fixedNano: 0n },
    margin: {
      basisPoints: 0,
      perRequestNano: 7n,
      perMillionTokensNano: 1_000_000n,
      perMillionUnitsNano: {
        input_token: 10_000_000n,
        output_token: 100_000_000n,
        image: 1_000_000_000n,
        audio_second: 10_000_000_000n,
        search: 100_000_000_000n,
      },
      minimumNano: 0n,
      capNano: null,
    },
  };
  const used: UsageUnits = { input: 1, cache_read: 1, output: 3, image: 4, audio_second: 5, search: 6 };
  expect(priceCall(used, parts)).toMatchObject({ legs: { surchargeNano: 654_332n } });
});

test("a fee in place of the price leaves no cost, and a margin its parts that are no share of the cost", () => {
  const margin = {
    basisPoints: 2_000,
    perRequestNano: 700n,
    perMillionTokensNano: 1_000_000n,
    perMillionUnitsNano: {},
  };
  const legsOf = (appliesTo: "call" | "cached" | "own_key") =>
    priceCall(
      { input: 1_000, output: 2_000 },
      {
        prices: completeTokenPrices({ input: 1_000_000_000n, output: 2_000_000_000n }),
        fee: { appliesTo, basisPoints: 1_000, fixedNano: 5n },
        margin: { ...margin, minimumNano: 0n, capNano: null },
      },
    );
  expect(legsOf("call")).toMatchObject({
    legs: { costNano: 5_000_000n, feeNano: 500_005n, surchargeNano: 1_000_000n + 700n + 3_000n },
  });
  for (const scope of ["cached", "own_key"] as const)
    expect(legsOf(scope)).toMatchObject({ legs: { costNano: 0n, feeNano: 500_005n, surchargeNano: 3_700n } });
});
