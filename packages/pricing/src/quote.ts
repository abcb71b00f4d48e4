import { divideUp } from "@tollgate/money/rounding";
import { type Legs, legsFor, type PinnedVersions } from "./price-call.ts";
import { TOKEN_BUCKETS, type UsageBucket } from "./usage-units.ts";
import type { UnitPrices } from "./versions.ts";

const INPUT_BUCKETS: readonly UsageBucket[] = [
  "input",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
  "input_audio",
  "input_image",
];
const OUTPUT_BUCKETS: readonly UsageBucket[] = TOKEN_BUCKETS.filter((bucket) => !INPUT_BUCKETS.includes(bucket));

/** Upper bounds of what a call can use. */
export interface UsageBounds {
  /** Input tokens, however they may be split over input buckets. */
  readonly inputTokens: number;
  /** Output tokens, reasoning included. */
  readonly outputTokens: number;
}

/** Highest price any input (or output) token can have under these prices, in nano-USD per million. */
export function highestTokenPrices(prices: UnitPrices): { input: bigint; output: bigint } {
  const highest = (buckets: readonly UsageBucket[]) =>
    buckets.reduce((top, bucket) => ((prices[bucket] ?? 0n) > top ? (prices[bucket] ?? 0n) : top), 0n);
  return { input: highest(INPUT_BUCKETS), output: highest(OUTPUT_BUCKETS) };
}

/**
 * The most a call within these bounds can be charged: every token at its dearest bucket, every leg rounded up.
 * `priceCall` of any usage within the bounds is never above it.
 */
export function quoteWorstCase(bounds: UsageBounds, versions: PinnedVersions): Legs {
  const { input, output } = highestTokenPrices(versions.prices);
  const costScaled =
    BigInt(bounds.inputTokens) * input + BigInt(bounds.outputTokens) * output + (versions.prices.request ?? 0n);
  return legsFor({ costScaled, tokens: BigInt(bounds.inputTokens + bounds.outputTokens) }, versions, divideUp);
}

/**
 * The most output tokens whose worst case, with these input tokens, fits into an amount; `null` when not even the input fits.
 * The worst case grows with the output, so a binary search finds it.
 */
export function affordableOutput(bounds: UsageBounds, versions: PinnedVersions, availableNano: bigint): number | null {
  const fits = (outputTokens: number) =>
    quoteWorstCase({ inputTokens: bounds.inputTokens, outputTokens }, versions).chargeNano <= availableNano;
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
