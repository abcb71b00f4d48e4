import { exactMoney, formatMoney } from "@tollgate/ui/format/money";
import type { Endpoint } from "./endpoint-state.tsx";

export type Prices = NonNullable<Endpoint["price"]>["prices"];
type Bucket = keyof Prices;

export type PriceLine = { bucket: Bucket; name: string; per: string; nano: bigint };

const BUCKETS: readonly { bucket: Bucket; name: string; unit: string }[] = [
  { bucket: "input", name: "Input", unit: "tokens" },
  { bucket: "cache_read", name: "Input read from cache", unit: "tokens" },
  { bucket: "cache_write_5m", name: "Cache write, 5 minutes", unit: "tokens" },
  { bucket: "cache_write_1h", name: "Cache write, 1 hour", unit: "tokens" },
  { bucket: "input_audio", name: "Audio input", unit: "tokens" },
  { bucket: "output", name: "Output", unit: "tokens" },
  { bucket: "reasoning", name: "Reasoning", unit: "tokens" },
  { bucket: "output_audio", name: "Audio output", unit: "tokens" },
  { bucket: "output_image", name: "Image output", unit: "tokens" },
  { bucket: "input_image", name: "Image input", unit: "images" },
  { bucket: "image", name: "Images made", unit: "images" },
  { bucket: "audio_second", name: "Audio", unit: "seconds" },
  { bucket: "search", name: "Searches", unit: "searches" },
  { bucket: "character", name: "Characters", unit: "characters" },
  { bucket: "request", name: "Per request", unit: "requests" },
];

/** The bucket whose price a bucket has when it is not priced apart. */
const FALLS_BACK: Partial<Record<Bucket, Bucket>> = {
  cache_read: "input",
  cache_write_5m: "input",
  cache_write_1h: "input",
  reasoning: "output",
};

/** The prices that say something: input, output, and whatever differs from what it would cost anyway. */
export function priceLines(prices: Prices): PriceLine[] {
  return BUCKETS.flatMap(({ bucket, name, unit }) => {
    const nano = prices[bucket];
    if (nano === undefined) return [];
    const base = FALLS_BACK[bucket];
    if (base && prices[base] === nano) return [];
    return [{ bucket, name, per: `per million ${unit}`, nano }];
  });
}

/** A price as a field takes it: `0.15`, without sign and separators. */
export function priceText(nano: bigint | undefined): string {
  return nano === undefined ? "" : exactMoney(nano).replace(/[$,]| USD/g, "");
}

export function perMillion(nano: bigint): string {
  return `${formatMoney(nano, "exact")} / M`;
}
