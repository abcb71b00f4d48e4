import { divideUp } from "@tollgate/money/rounding";
import { type Legs, legsFor, type PinnedVersions, type UnitCounts } from "./price-call.ts";
import { isMeteredBucket, type MeteredBucket, type UnitClass, USAGE_BUCKETS, unitClassOf } from "./usage-units.ts";
import type { UnitPrices } from "./versions.ts";

/** Buckets whose units cannot be bounded by tokens. */
const OTHER_UNITS = ["image", "audio_second", "search", "character"] as const satisfies readonly MeteredBucket[];

/** Upper bounds of what a call can use. */
export interface UsageBounds {
  /** Input tokens, however they may be split over input buckets. */
  readonly inputTokens: number;
  /** Output tokens, reasoning included. */
  readonly outputTokens: number;
  /** Images, audio seconds, searches and characters, where a call can have them. */
  readonly others?: Readonly<Partial<Record<(typeof OTHER_UNITS)[number], number>>> | undefined;
}

/** Highest price any input (or output) token can have under these prices, in nano-USD per million. */
export function highestTokenPrices(prices: UnitPrices): { input: bigint; output: bigint } {
  const highest = (unit: UnitClass) =>
    USAGE_BUCKETS.reduce((top, bucket) => {
      const price = isMeteredBucket(bucket) && unitClassOf(bucket) === unit ? (prices[bucket] ?? 0n) : 0n;
      return price > top ? price : top;
    }, 0n);
  return { input: highest("input_token"), output: highest("output_token") };
}

/**
 * The most a call within these bounds can be charged: every token at its dearest bucket, every leg rounded up.
 * `priceCall` of any usage within the bounds is never above it.
 */
export function quoteWorstCase(bounds: UsageBounds, versions: PinnedVersions): Legs {
  const { prices } = versions;
  const { input, output } = highestTokenPrices(prices);
  const counts: UnitCounts = {
    input_token: BigInt(bounds.inputTokens),
    output_token: BigInt(bounds.outputTokens),
    image: BigInt(bounds.others?.image ?? 0),
    audio_second: BigInt(bounds.others?.audio_second ?? 0),
    search: BigInt(bounds.others?.search ?? 0),
  };
  let costScaled = counts.input_token * input + counts.output_token * output + (prices.request ?? 0n);
  for (const unit of OTHER_UNITS) costScaled += BigInt(bounds.others?.[unit] ?? 0) * (prices[unit] ?? 0n);
  return legsFor({ costScaled, counts }, versions, divideUp);
}

/**
 * The most output tokens whose worst case, with these input tokens, fits into an amount; `null` when not even the input fits.
 * The worst case grows with the output, so a binary search finds it.
 */
export function affordableOutput(bounds: UsageBounds, versions: PinnedVersions, availableNano: bigint): number | null {
  const fits = (outputTokens: number) =>
    quoteWorstCase({ ...bounds, outputTokens }, versions).chargeNano <= availableNano;
  if (!fits(0)) return null;
  let low = 0;
  let high = bounds.outputTokens;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
