import { type Nano, readNano } from "./money.ts";

/**
 * Shares of a whole in basis points that sum to exactly 10 000 (largest remainder), so that a bar has no gap and the
 * percentages beside it add up. All parts zero gives all zero.
 * @throws {RangeError} when a part is negative.
 */
export function sharesOf(parts: readonly Nano[]): number[] {
  const amounts = parts.map(readNano);
  if (amounts.some((amount) => amount < 0n)) throw new RangeError("a share of a charge cannot be negative");
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return amounts.map(() => 0);
  const scaled = amounts.map((amount, index) => {
    const product = amount * 10_000n;
    return { index, points: Number(product / total), remainder: product % total };
  });
  const missing = 10_000 - scaled.reduce((sum, share) => sum + share.points, 0);
  const byRemainder = scaled.toSorted((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1));
  for (const share of byRemainder.slice(0, missing)) share.points += 1;
  return scaled.map((share) => share.points);
}
