import { type ModelKind, modelKind } from "@tollgate/gateway/model-kind";
import { isFree, pricesService } from "@tollgate/gateway/services/service-units";
import { SERVICES } from "@tollgate/gateway/services/services";
import { parseUsd } from "@tollgate/money/nano";
import { divideHalfEven } from "@tollgate/money/rounding";
import { completeTokenPrices } from "@tollgate/pricing/complete-prices";
import type { UsageBucket } from "@tollgate/pricing/usage-units";
import type { UnitPrices } from "@tollgate/pricing/versions";
import { z } from "zod";
import { MarketplaceError } from "../errors.ts";
import { UsdText, usdToNano } from "../usd-input.ts";

/**
 * Prices in USD as people speak of them: tokens, characters and requests by the million, pictures by one, audio by the minute, searches by the
 * thousand. Which of them are needed depends on the model. Of chat models, what is left out costs what it would otherwise be counted as.
 */
export const PriceInput = z.object({
  input: UsdText.optional(),
  output: UsdText.optional(),
  cacheRead: UsdText.optional(),
  cacheWrite: UsdText.optional(),
  request: UsdText.optional(),
  inputAudio: UsdText.optional(),
  outputImage: UsdText.optional(),
  image: UsdText.optional(),
  audioMinute: UsdText.optional(),
  search: UsdText.optional(),
  character: UsdText.optional(),
});
export type PriceInput = z.input<typeof PriceInput>;
type Given = z.output<typeof PriceInput>;

const SMALLEST_NANO = 1n;
const MILLION = 1_000_000n;
const usd = (text: string) => parseUsd(text) ?? 0n;
/** Nobody means more than these: it is a slip of the decimal point. */
const LARGEST_TOKEN_NANO = usd("10000");
const LARGEST_REQUEST_NANO = usd("1000000");

interface Piece {
  readonly field: "image" | "audioMinute" | "search" | "character";
  readonly bucket: UsageBucket;
  /** How many pieces the price is for. */
  readonly of: bigint;
  readonly largestNano: bigint;
}

const PIECES: readonly Piece[] = [
  { field: "image", bucket: "image", of: 1n, largestNano: usd("100") },
  { field: "audioMinute", bucket: "audio_second", of: 60n, largestNano: usd("100") },
  { field: "search", bucket: "search", of: 1_000n, largestNano: usd("1000") },
  { field: "character", bucket: "character", of: MILLION, largestNano: LARGEST_TOKEN_NANO },
];

/** What is missing when a model of a kind has no price for all it can come to. */
const NEEDED: Readonly<Record<ModelKind, { readonly field: keyof PriceInput; readonly message: string }>> = {
  chat: { field: "input", message: "Enter an amount in USD, such as 12.50." },
  embedding: { field: "input", message: "Enter a price for input tokens." },
  moderation: { field: "input", message: "Leave this out: moderations are free." },
  rerank: { field: "search", message: "Enter a price for searches, or one for input tokens." },
  image: { field: "image", message: "Enter a price for a picture, or prices for input and output tokens." },
  speech: { field: "character", message: "Enter a price for characters." },
  transcription: {
    field: "audioMinute",
    message: "Enter a price for a minute of audio, or prices for input, audio and output tokens.",
  },
};

/**
 * A complete price list in nano-USD per million units for a model that gives these.
 * @throws MarketplaceError `invalid_input` naming the price at fault: what a call can come to must cost something, and nothing is negative.
 */
export function readPrices(prices: Given, outputModalities: readonly string[]): UnitPrices {
  const kind = modelKind(outputModalities);
  return kind === "chat" ? readTokenPrices(prices) : readServicePrices(prices, kind);
}

function readTokenPrices(prices: Given): UnitPrices {
  for (const field of ["input", "output"] as const)
    if (prices[field] === undefined) throw missing(field, NEEDED.chat.message);
  return completeTokenPrices(tokenPrices(prices));
}

function readServicePrices(given: Given, kind: Exclude<ModelKind, "chat">): UnitPrices {
  const services = Object.values(SERVICES).filter((service) => service.kind === kind);
  // A price list cannot be empty, and what is free has a price of nothing.
  if (services.every(isFree)) return { input: 0n };
  const prices = tokenPrices(given);
  for (const { field, bucket, of, largestNano } of PIECES) {
    const text = given[field];
    if (text === undefined) continue;
    const nano = usdToNano(text, { field: `prices.${field}`, minimumNano: SMALLEST_NANO, maximumNano: largestNano });
    prices[bucket] = divideHalfEven(nano * MILLION, of);
  }
  if (!services.every((service) => pricesService(service, prices)))
    throw missing(NEEDED[kind].field, NEEDED[kind].message);
  return prices;
}

function missing(field: keyof PriceInput, message: string): MarketplaceError {
  return new MarketplaceError("invalid_input", message, { field: `prices.${field}` });
}

function tokenPrices(prices: Given): UnitPrices {
  const token = (field: keyof PriceInput, minimumNano: bigint, maximumNano = LARGEST_TOKEN_NANO) => {
    const text = prices[field];
    return text === undefined ? undefined : usdToNano(text, { field: `prices.${field}`, minimumNano, maximumNano });
  };
  const given: UnitPrices = {
    input: token("input", SMALLEST_NANO),
    output: token("output", SMALLEST_NANO),
    cache_read: token("cacheRead", 0n),
    cache_write_5m: token("cacheWrite", 0n),
    cache_write_1h: token("cacheWrite", 0n),
    input_audio: token("inputAudio", SMALLEST_NANO),
    output_image: token("outputImage", SMALLEST_NANO),
    request: token("request", 0n, LARGEST_REQUEST_NANO),
  };
  return Object.fromEntries(Object.entries(given).filter(([, price]) => price !== undefined));
}
