import fc from "fast-check";
import { isMeteredBucket, UNIT_CLASSES, USAGE_BUCKETS, type UsageUnits } from "../usage-units.ts";
import type { MarginPolicy, MarginTerms, UnitPrices } from "../versions.ts";

/** Few different amounts, so that two margins often agree in a part and one is often lower than the other in all. */
const amount = (largest: bigint) => fc.oneof(fc.constantFrom(0n, 1n, largest), fc.bigInt({ min: 0n, max: largest }));

/** Terms with any parts. */
export const anyMarginTerms: fc.Arbitrary<MarginTerms> = fc.record({
  basisPoints: fc.oneof(fc.constantFrom(0, 2_000, 100_000), fc.nat(100_000)),
  perRequestNano: amount(10n ** 9n),
  perMillionTokensNano: amount(10n ** 10n),
  perMillionUnitsNano: fc.dictionary(fc.constantFrom(...UNIT_CLASSES), amount(10n ** 11n), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
  minimumNano: amount(10n ** 6n),
  capNano: fc.option(amount(10n ** 10n).map((cap) => cap + 10n ** 6n)),
});

/** A margin that may name two models. */
export const anyMarginPolicy: fc.Arbitrary<MarginPolicy> = fc
  .tuple(
    anyMarginTerms,
    amount(10n ** 9n),
    fc.dictionary(fc.constantFrom("acme/one", "acme/two"), anyMarginTerms, { maxKeys: 2, noNullPrototype: true }),
  )
  .map(([terms, sponsoredMonthlyNano, overrides]) => ({ ...terms, sponsoredMonthlyNano, overrides }));

/** Usage in buckets that have a price. */
export function anyUnits(prices: UnitPrices): fc.Arbitrary<UsageUnits> {
  const priced = USAGE_BUCKETS.filter(isMeteredBucket).filter((bucket) => prices[bucket] !== undefined);
  return fc.dictionary(fc.constantFrom(...priced), fc.nat(2_000_000), { maxKeys: 6, noNullPrototype: true });
}

/** Two margins: any, or the second with its parts scaled, mostly down, so that many are not higher than the first. */
export const anyMarginChange: fc.Arbitrary<{ readonly current: MarginPolicy; readonly next: MarginPolicy }> = fc
  .tuple(
    anyMarginPolicy,
    fc.option(anyMarginPolicy, { freq: 5 }),
    fc.array(fc.nat(101), { minLength: 1, maxLength: 6 }),
  )
  .map(([current, other, percents]) => {
    let taken = 0;
    const scale = (nano: bigint) => (nano * BigInt(percents[taken++ % percents.length] ?? 100)) / 100n;
    const scaled = (terms: MarginTerms): MarginTerms => {
      const minimumNano = scale(terms.minimumNano);
      const cap = terms.capNano === null ? null : scale(terms.capNano);
      return {
        basisPoints: Number(scale(BigInt(terms.basisPoints))),
        perRequestNano: scale(terms.perRequestNano),
        perMillionTokensNano: scale(terms.perMillionTokensNano),
        perMillionUnitsNano: Object.fromEntries(
          Object.entries(terms.perMillionUnitsNano).map(([unit, nano]) => [unit, scale(nano)]),
        ),
        minimumNano,
        capNano: cap !== null && cap < minimumNano ? minimumNano : cap,
      };
    };
    const overrides = Object.fromEntries(
      Object.entries(current.overrides).map(([model, terms]) => [model, scaled(terms)]),
    );
    const { sponsoredMonthlyNano } = current;
    return { current, next: other ?? { ...scaled(current), sponsoredMonthlyNano, overrides } };
  });
