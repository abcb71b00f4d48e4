import { NANO_PER_CENT, type Nano } from "./nano.ts";

/**
 * Splits an amount by weights so that the parts sum to it exactly (largest remainder method; ties go to the earlier part).
 * @param total must not be negative.
 * @param weights non-negative, at least one positive.
 */
export function splitByWeight(total: Nano, weights: readonly bigint[]): Nano[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (total < 0n || sum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError("a split takes a non-negative total and non-negative weights, one of them positive");
  }
  const parts = weights.map((weight, index) => ({
    index,
    share: (total * weight) / sum,
    rest: (total * weight) % sum,
  }));
  let left = total - parts.reduce((a, part) => a + part.share, 0n);
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const part of byRest) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => part.share);
}

/** Whole cents in a non-negative amount and what stays below a cent. Negative amounts have no whole cents to pay. */
export function floorToCents(nano: Nano): { cents: bigint; remainder: Nano } {
  const cents = nano > 0n ? nano / NANO_PER_CENT : 0n;
  return { cents, remainder: nano - cents * NANO_PER_CENT };
}
