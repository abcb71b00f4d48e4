import { parseUsd } from "@tollgate/money/nano";
import { completeTokenPrices } from "@tollgate/pricing/complete-prices";
import type { UsageBucket } from "@tollgate/pricing/usage-units";
import type { UnitPrices } from "@tollgate/pricing/versions";

/** A price of the catalogue in USD: one number, or tiers of which the base applies to short prompts. */
export type PublishedPrice = number | { readonly base: number } | undefined;
export type PublishedPrices = Readonly<Record<string, PublishedPrice>>;

/** Prices, or the prices of several dates, the first without a constraint. */
export type PublishedPriceList =
  | PublishedPrices
  | readonly {
      readonly constraint?: { readonly type: string; readonly start_date?: string };
      readonly prices: PublishedPrices;
    }[];

/** Per million tokens, so that a published USD amount is a unit price as it is. */
const TOKEN_KEYS: readonly (readonly [UsageBucket, string])[] = [
  ["input", "input_mtok"],
  ["output", "output_mtok"],
  ["cache_read", "cache_read_mtok"],
  ["cache_write_5m", "cache_write_mtok"],
  ["reasoning", "output_reasoning_mtok"],
  ["input_audio", "input_audio_mtok"],
  ["output_audio", "output_audio_mtok"],
  ["output_image", "output_image_mtok"],
];

/**
 * The list price in force on a day, in nano-USD per million units, complete. Of tiered prices the base tier is taken: a price version has one
 * price per bucket, and the base is what prompts below the first threshold cost.
 * @returns `null` when input or output has no positive price, or a price cannot be read exactly: such a model is not offered.
 */
export function listPrice(published: PublishedPriceList, at: Date): UnitPrices | null {
  const inForce = pricesInForce(published, at);
  const prices: UnitPrices = {};
  for (const [bucket, key] of TOKEN_KEYS) {
    const amount = amountOf(inForce[key]);
    if (amount === null) return null;
    if (amount !== undefined && amount > 0n) prices[bucket] = amount;
  }
  if (prices.input === undefined || prices.output === undefined) return null;
  const longWrite = amountOf(inForce.cache_write_1h_mtok) ?? prices.cache_write_5m;
  if (longWrite !== undefined && longWrite > 0n) prices.cache_write_1h = longWrite;
  const search = amountOf(inForce.web_searches_kcount);
  if (search) prices.search = search * 1_000n;
  return completeTokenPrices(prices);
}

/** Keys of models that are priced by more than text. */
const SERVICE_KEYS: readonly (readonly [UsageBucket, string])[] = [...TOKEN_KEYS, ["input_image", "input_image_mtok"]];
const SECONDS_PER_HOUR = 3_600n;

/**
 * The list price of a model that is no chat model, as it stands: its calls come to nothing that is not on the list.
 * @returns `null` when nothing on it has a price, or a price cannot be read exactly.
 */
export function listServicePrice(published: PublishedPriceList, at: Date): UnitPrices | null {
  const inForce = pricesInForce(published, at);
  const prices: UnitPrices = {};
  for (const [bucket, key] of SERVICE_KEYS) {
    const amount = amountOf(inForce[key]);
    if (amount === null) return null;
    if (amount !== undefined && amount > 0n) prices[bucket] = amount;
  }
  const hour = amountOf(inForce.audio_hours);
  if (hour) prices.audio_second = (hour * 1_000_000n) / SECONDS_PER_HOUR;
  return Object.keys(prices).length === 0 ? null : prices;
}

function pricesInForce(published: PublishedPriceList, at: Date): PublishedPrices {
  if (!isDated(published)) return published;
  const day = at.toISOString().slice(0, 10);
  let inForce: PublishedPrices = {};
  for (const { constraint, prices } of published) {
    if (!constraint || (constraint.start_date !== undefined && constraint.start_date <= day)) inForce = prices;
  }
  return inForce;
}

function isDated(list: PublishedPriceList): list is Extract<PublishedPriceList, readonly unknown[]> {
  return Array.isArray(list);
}

/**
 * The shortest decimal text of the number is what was published, so nothing is lost; digits below a nano, as in a twelfth of a dollar,
 * are cut. `undefined` when absent, `null` when unreadable.
 */
function amountOf(price: PublishedPrice): bigint | null | undefined {
  if (price === undefined) return undefined;
  const text = String(typeof price === "number" ? price : price.base);
  return parseUsd(text.replace(/(\.\d{9})\d+$/, "$1"));
}
