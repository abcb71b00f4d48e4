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

/** Says how a price stands against the market; far outside of it, by how much. */
export function standingSentence(nano: bigint, market: Range | null): string {
  switch (standingOf(nano, market)) {
    case "no_market":
      return "nobody else offers this model";
    case "lowest":
      return "as low as the lowest";
    case "within":
      return "within the market";
    case "highest":
      return "as high as the highest";
    case "below":
      return market ? `${percentOf(market.fromNano - nano, market.fromNano)} below the lowest` : "";
    case "above":
      return market ? `${aboveOf(nano, market.toNano)} the highest` : "";
  }
}

function percentOf(part: bigint, whole: bigint): string {
  const percent = (part * 100n) / whole;
  return percent === 0n ? "less than 1%" : `${percent}%`;
}

function aboveOf(nano: bigint, highest: bigint): string {
  if (highest > 0n && nano >= 2n * highest) return `${nano / highest} times`;
  return highest > 0n ? `${percentOf(nano - highest, highest)} above` : "above";
}

/** Where to draw a price on a track that spans market and price, in per cent from the left. */
export function positionOf(nano: bigint, market: Range): { fromPercent: number; toPercent: number; atPercent: number } {
  const low = nano < market.fromNano ? nano : market.fromNano;
  const high = nano > market.toNano ? nano : market.toNano;
  const span = high - low;
  const percent = (value: bigint) => (span === 0n ? 50 : Number(((value - low) * 10_000n) / span) / 100);
  return { fromPercent: percent(market.fromNano), toPercent: percent(market.toNano), atPercent: percent(nano) };
}
