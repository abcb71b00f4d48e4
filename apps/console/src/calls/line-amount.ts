const UNITS_PER_PRICE = 1_000_000n;
const DECIMALS = 15;
const SHOWN = 9;

/** What a line of a receipt comes to, in dollars with every digit: a line may be finer than a nano, only their sum is rounded. */
export function lineAmount(units: number, priceNano: bigint): string {
  const scaled = BigInt(units) * priceNano;
  const digits = scaled.toString().padStart(DECIMALS + 1, "0");
  const fraction = digits.slice(-DECIMALS);
  const kept = fraction.slice(0, SHOWN) + fraction.slice(SHOWN).replace(/0+$/, "");
  return `$${digits.slice(0, -DECIMALS)}.${kept}`;
}

/** Whether the lines add up to whole nano-USD, so that nothing was rounded. */
export function addsUpExactly(lines: readonly { units: number; priceNano: bigint | null }[]): boolean {
  return lines.reduce((sum, line) => sum + BigInt(line.units) * (line.priceNano ?? 0n), 0n) % UNITS_PER_PRICE === 0n;
}
