import { drawWeight } from "@tollgate/gateway/plan-route";

/** What a token costs in and out, in nano-USD per million. */
export interface TokenPrice {
  readonly inputNano: bigint;
  readonly outputNano: bigint;
}

/** Where a price would stand in the market for a model. */
export interface Standing extends TokenPrice {
  /** 1 is the cheapest; equal prices share a place. */
  readonly rank: number;
  /** Of the calls that are drawn by price, from 0 to 1. */
  readonly share: number;
  /** Revenue for the same calls, as a multiple of what the price in force brings by its own share. */
  readonly revenue: number;
}

export interface Suggestion extends Standing {
  readonly name: "cheapest" | "below_cheapest" | "most_revenue";
}

/** What counts in the draw: input and output price together. */
function blended({ inputNano, outputNano }: TokenPrice): number {
  return Number(inputNano + outputNano);
}

/** Where a price would stand beside others, measured against the one in force. Pure. */
export function standingOf(price: TokenPrice, others: readonly TokenPrice[], inForce: TokenPrice): Standing {
  const share = shareOf(price, others);
  const now = shareOf(inForce, others) * blended(inForce);
  const rank = 1 + others.filter((other) => blended(other) < blended(price)).length;
  return { ...price, rank, share, revenue: now === 0 ? 0 : (share * blended(price)) / now };
}

function shareOf(price: TokenPrice, others: readonly TokenPrice[]): number {
  const all = [price, ...others].map(blended);
  const least = Math.min(...all);
  const weights = all.map((one) => drawWeight(one, least));
  return (weights[0] ?? 0) / weights.reduce((sum, weight) => sum + weight, 0);
}

/**
 * Prices worth a thought, each with the ratio of input to output as it is: as low as the cheapest other, 5 % below it, and the one that
 * brings most by the draw alone. With weights of 1/price² that is where the share is a half: p·(1/p²)/(1/p² + S) is greatest at p = 1/√S.
 * None without others, or for a price of nothing.
 */
export function suggestPrices(inForce: TokenPrice, others: readonly TokenPrice[]): Suggestion[] {
  const own = blended(inForce);
  const cheapest = Math.min(...others.map(blended));
  if (own === 0 || others.length === 0 || cheapest === 0) return [];
  const sum = others.reduce((all, other) => all + 1 / blended(other) ** 2, 0);
  const at = (name: Suggestion["name"], target: number): Suggestion => ({
    name,
    ...standingOf(scaled(inForce, target / own), others, inForce),
  });
  return [at("cheapest", cheapest), at("below_cheapest", cheapest * 0.95), at("most_revenue", 1 / Math.sqrt(sum))];
}

/** Rounded to a tenth of a cent per million, as prices are quoted, and never to nothing. */
const STEP_NANO = 1_000_000;

function scaled({ inputNano, outputNano }: TokenPrice, factor: number): TokenPrice {
  const part = (nano: bigint) => {
    const exact = Number(nano) * factor;
    const rounded = Math.round(exact / STEP_NANO) * STEP_NANO;
    return BigInt(rounded > 0 ? rounded : Math.max(Math.round(exact), nano > 0n ? 1 : 0));
  };
  return { inputNano: part(inputNano), outputNano: part(outputNano) };
}
