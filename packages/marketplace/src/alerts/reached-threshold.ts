/** Shares of a budget that are told of, in per cent. */
export const THRESHOLDS = [50, 80, 100] as const;

/** Thresholds that spending has reached, lowest first. A budget of nothing is reached from the start and told of never. */
export function reachedThresholds(spentNano: bigint, limitNano: bigint): number[] {
  if (limitNano <= 0n) return [];
  return THRESHOLDS.filter((threshold) => spentNano * 100n >= limitNano * BigInt(threshold));
}
