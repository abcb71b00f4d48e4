import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";

/** What a margin consists of. Amounts are nano-USD. */
export type MarginTerms = {
  readonly basisPoints: number;
  readonly perRequestNano: bigint;
  readonly perMillionTokensNano: bigint;
  readonly minimumNano: bigint;
  readonly capNano: bigint | null;
};

/** A margin in words, complete: "12.5% + $0.001 per call, at most $0.05 per call". A margin of nothing is "No margin". */
export function describeMargin(margin: MarginTerms): string {
  const parts = [
    ...(margin.basisPoints > 0 ? [formatBasisPoints(margin.basisPoints)] : []),
    ...(margin.perRequestNano > 0n ? [`${formatMoney(margin.perRequestNano, "exact")} per call`] : []),
    ...(margin.perMillionTokensNano > 0n
      ? [`${formatMoney(margin.perMillionTokensNano, "exact")} per million tokens`]
      : []),
  ];
  const bounds = [
    ...(margin.minimumNano > 0n ? [`at least ${formatMoney(margin.minimumNano, "exact")}`] : []),
    ...(margin.capNano !== null && !isFree(margin) ? [`at most ${formatMoney(margin.capNano, "exact")}`] : []),
  ];
  if (parts.length === 0 && bounds.length === 0) return "No margin";
  const sum = parts.join(" + ");
  return bounds.length === 0 ? sum : `${sum ? `${sum}, ` : ""}${bounds.join(" and ")} per call`;
}

/** Whether no call can carry a surcharge under it. */
export function isFree(margin: MarginTerms): boolean {
  return (
    margin.capNano === 0n ||
    (margin.basisPoints === 0 &&
      margin.perRequestNano === 0n &&
      margin.perMillionTokensNano === 0n &&
      margin.minimumNano === 0n)
  );
}
