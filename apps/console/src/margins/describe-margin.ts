import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";

/** Classes of units as a margin's words name them; amounts are per million, those of a single unit are told per unit. */
export const UNIT_WORDS = {
  input_token: { per: 1n, words: "per million input tokens" },
  output_token: { per: 1n, words: "per million output tokens" },
  image: { per: 1_000_000n, words: "per image" },
  audio_second: { per: 1_000_000n, words: "per second of audio" },
  search: { per: 1_000_000n, words: "per search" },
} as const;

export type UnitClass = keyof typeof UNIT_WORDS;

/** What a margin consists of. Amounts are nano-USD. */
export type MarginTerms = {
  readonly basisPoints: number;
  readonly perRequestNano: bigint;
  readonly perMillionTokensNano: bigint;
  readonly perMillionUnitsNano: Readonly<Partial<Record<UnitClass, bigint>>>;
  readonly minimumNano: bigint;
  readonly capNano: bigint | null;
  /** Model id → terms in place of the others; those a single call went by have none. */
  readonly overrides?: Readonly<Record<string, MarginTerms>>;
  /** What the builder pays of each customer's calls in a month; terms of a single call have none. */
  readonly sponsoredMonthlyNano?: bigint;
};

/**
 * A margin in words, complete: "12.5% + $0.001 per call, at most $0.05 per call; acme/one: 5%". A margin of nothing is "No margin".
 */
export function describeMargin(margin: MarginTerms): string {
  const models = Object.entries(margin.overrides ?? {}).map(
    ([modelId, terms]) => `${modelId}: ${describeTerms(terms)}`,
  );
  return [describeTerms(margin), ...models, ...describeSponsored(margin)].join("; ");
}

/** What a margin sponsors in words, or nothing. */
export function describeSponsored({ sponsoredMonthlyNano = 0n }: MarginTerms): string[] {
  return sponsoredMonthlyNano > 0n ? [`sponsors ${formatMoney(sponsoredMonthlyNano)} of calls a month`] : [];
}

/** Terms in words without those of models that have their own. */
export function describeTerms(margin: MarginTerms): string {
  const parts = [
    ...(margin.basisPoints > 0 ? [formatBasisPoints(margin.basisPoints)] : []),
    ...(margin.perRequestNano > 0n ? [`${formatMoney(margin.perRequestNano, "exact")} per call`] : []),
    ...(margin.perMillionTokensNano > 0n
      ? [`${formatMoney(margin.perMillionTokensNano, "exact")} per million tokens`]
      : []),
    ...describeUnits(margin),
  ];
  const bounds = [
    ...(margin.minimumNano > 0n ? [`at least ${formatMoney(margin.minimumNano, "exact")}`] : []),
    ...(margin.capNano !== null && !areFree(margin) ? [`at most ${formatMoney(margin.capNano, "exact")}`] : []),
  ];
  if (parts.length === 0 && bounds.length === 0) return "No margin";
  const sum = parts.join(" + ");
  return bounds.length === 0 ? sum : `${sum ? `${sum}, ` : ""}${bounds.join(" and ")} per call`;
}

function describeUnits({ perMillionUnitsNano }: MarginTerms): string[] {
  const units: Readonly<Record<string, bigint | undefined>> = perMillionUnitsNano;
  return Object.entries(UNIT_WORDS).flatMap(([unit, { per, words }]) => {
    const nano = units[unit] ?? 0n;
    return nano > 0n ? [`${formatMoney(nano / per, "exact")} ${words}`] : [];
  });
}

/** Whether no call of any model can carry a surcharge under it. */
export function isFree(margin: MarginTerms): boolean {
  return areFree(margin) && Object.values(margin.overrides ?? {}).every(areFree);
}

function areFree(margin: MarginTerms): boolean {
  return (
    margin.capNano === 0n ||
    (margin.basisPoints === 0 &&
      margin.perRequestNano === 0n &&
      margin.perMillionTokensNano === 0n &&
      Object.values(margin.perMillionUnitsNano).every((nano) => nano === 0n) &&
      margin.minimumNano === 0n)
  );
}
