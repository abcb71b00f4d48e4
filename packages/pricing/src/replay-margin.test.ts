import fc from "fast-check";
import { expect, test } from "vitest";
import { completeTokenPrices } from "./complete-prices.ts";
import { priceCall } from "./price-call.ts";
import { replaySurcharge, surchargeOfSum } from "./replay-margin.ts";
import { anyMarginPolicy, anyUnits } from "./testing/margins.ts";
import { isMeteredBucket, type UsageUnits, unitClassOf } from "./usage-units.ts";
import { type MarginPolicy, termsFor, type UnitPrices } from "./versions.ts";

const PRICES: UnitPrices = completeTokenPrices({ input: 2_500_000_001n, output: 10_000_000_003n, request: 7n });
const models = fc.constantFrom("acme/one", "acme/two", "acme/three");

test("a replayed surcharge is the leg that settlement prices, whatever the margin and the model", () => {
  fc.assert(
    fc.property(anyUnits(PRICES), models, anyMarginPolicy, (units, modelId, margin) => {
      const fee = { basisPoints: 550, fixedNano: 3n };
      const priced = priceCall(units, { prices: PRICES, fee, margin: termsFor(margin, modelId) });
      if (priced.kind !== "priced") throw new Error("complete prices price every token");
      expect(replaySurcharge({ modelId, units, prices: PRICES }, margin)).toBe(priced.legs.surchargeNano);
    }),
  );
});

test("a bucket without a price is not replayed for free", () => {
  const margin = fc.sample(anyMarginPolicy, { numRuns: 1, seed: 7 })[0];
  if (!margin) throw new Error("a sample is a sample");
  expect(replaySurcharge({ modelId: "acme/one", units: { image: 2 }, prices: PRICES }, margin)).toBeNull();
});

test("from sums, a margin without minimum and cap is off by no more than the rounding of its calls", () => {
  fc.assert(
    fc.property(
      fc.array(anyUnits(PRICES), { minLength: 1, maxLength: 20 }),
      anyMarginPolicy.map(withoutBounds),
      (all, margin) => {
        const used = all.filter((units) => Object.values(units).some((count) => count > 0));
        const modelId = "acme/three";
        const sum = sumOf(modelId, used);
        const exact = used.reduce(
          (nano, units) => nano + (replaySurcharge({ modelId, units, prices: PRICES }, margin) ?? 0n),
          0n,
        );
        const off = surchargeOfSum(sum, margin) - exact;
        // Half a nano of each cost, times the percentage, and half a nano of each surcharge and of the sum.
        const most = BigInt(Math.ceil((used.length * (margin.basisPoints / 10_000 + 1)) / 2 + 1));
        expect(off <= most && -off <= most).toBe(true);
      },
    ),
  );
});

test("a minimum and a cap hold for every call of a sum", () => {
  const terms = { basisPoints: 0, perRequestNano: 0n, perMillionTokensNano: 0n, perMillionUnitsNano: {} };
  const margin = { ...terms, minimumNano: 5n, capNano: 9n, sponsoredMonthlyNano: 0n, overrides: {} };
  const sum = { modelId: "acme/one", calls: 4, costNano: 100n, inputTokens: 1n, outputTokens: 1n };
  expect(surchargeOfSum(sum, margin)).toBe(20n);
  expect(surchargeOfSum(sum, { ...margin, basisPoints: 100_000 })).toBe(36n);
  expect(surchargeOfSum({ ...sum, calls: 0, costNano: 0n }, margin)).toBe(0n);
});

function withoutBounds(margin: MarginPolicy): MarginPolicy {
  return { ...margin, minimumNano: 0n, capNano: null, perMillionUnitsNano: {}, overrides: {} };
}

function sumOf(modelId: string, used: readonly UsageUnits[]) {
  let [costNano, inputTokens, outputTokens] = [0n, 0n, 0n];
  for (const units of used) {
    const priced = priceCall(units, { prices: PRICES, fee: { basisPoints: 0, fixedNano: 0n }, margin: null });
    if (priced.kind === "priced") costNano += priced.legs.costNano;
    for (const [bucket, count] of Object.entries(units)) {
      if (!isMeteredBucket(bucket)) continue;
      if (unitClassOf(bucket) === "input_token") inputTokens += BigInt(count);
      else outputTokens += BigInt(count);
    }
  }
  return { modelId, calls: used.length, costNano, inputTokens, outputTokens };
}
