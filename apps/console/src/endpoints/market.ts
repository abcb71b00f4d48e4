/** Lowest and highest price of the offers of a model, in nano-USD per million tokens. */
export type Range = { fromNano: bigint; toNano: bigint };

export type Standing = "no_market" | "below" | "lowest" | "within" | "highest" | "above";

/** Where a price stands against what others ask. */
export function standingOf(nano: bigint, market: Range | null): Standing {
  if (!market) return "no_market";
  if (nano < market.fromNano) return "below";
  if (nano > market.toNano) return "above";
  if (nano === market.fromNano) return "lowest";
  return nano === market.toNano ? "highest" : "within";
}

const SENTENCE: Record<Standing, string> = {
  no_market: "nobody else offers this model",
  below: "below everyone else",
  lowest: "as low as the lowest",
  within: "within the market",
  highest: "as high as the highest",
  above: "above everyone else",
};

export function standingWord(standing: Standing): string {
  return SENTENCE[standing];
}

/** Where to draw a price on a track that spans market and price, in per cent from the left. */
export function positionOf(nano: bigint, market: Range): { fromPercent: number; toPercent: number; atPercent: number } {
  const low = nano < market.fromNano ? nano : market.fromNano;
  const high = nano > market.toNano ? nano : market.toNano;
  const span = high - low;
  const percent = (value: bigint) => (span === 0n ? 50 : Number(((value - low) * 10_000n) / span) / 100);
  return { fromPercent: percent(market.fromNano), toPercent: percent(market.toNano), atPercent: percent(nano) };
}
