import { usdToNano } from "./decimal.ts";
import { isRecord } from "./is-record.ts";
import { NO_PREFERENCES, type RoutePreferences } from "./plan-route.ts";

/** A field of the request that cannot be understood. `message` says what to do. */
export class InvalidParam extends Error {
  readonly param: string;

  constructor(param: string, message: string) {
    super(message);
    this.param = param;
  }
}

/** Reads the `provider` object of a request (OpenRouter's names). Fields of it that this gateway does not know are ignored. */
export function readPreferences(provider: unknown): RoutePreferences {
  if (provider === undefined || provider === null) return NO_PREFERENCES;
  if (!isRecord(provider)) throw new InvalidParam("provider", "`provider` must be an object.");
  return {
    order: nameList(provider, "order"),
    only: nameList(provider, "only"),
    ignore: nameList(provider, "ignore") ?? [],
    allowFallbacks: readAllowFallbacks(provider.allow_fallbacks),
    sort: readSort(provider.sort),
    maxPrice: readMaxPrice(provider.max_price),
  };
}

function nameList(provider: Record<string, unknown>, name: string): string[] | null {
  const value = provider[name];
  if (value === undefined || value === null) return null;
  const ok = Array.isArray(value) && value.every((item) => typeof item === "string");
  if (!ok) throw new InvalidParam(`provider.${name}`, `\`provider.${name}\` must be an array of provider slugs.`);
  const names = value.map((item) => String(item).toLowerCase());
  return names.length === 0 ? null : names;
}

function readAllowFallbacks(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== "boolean")
    throw new InvalidParam("provider.allow_fallbacks", "`provider.allow_fallbacks` must be true or false.");
  return value;
}

function readSort(value: unknown): RoutePreferences["sort"] {
  if (value === undefined || value === null) return null;
  if (value === "price" || value === "throughput" || value === "latency") return value;
  throw new InvalidParam("provider.sort", "`provider.sort` must be price, throughput or latency.");
}

function readMaxPrice(value: unknown): RoutePreferences["maxPrice"] {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) throw new InvalidParam("provider.max_price", "`provider.max_price` must be an object.");
  return {
    input: price(value, "prompt"),
    output: price(value, "completion"),
    request: price(value, "request"),
  };
}

/** USD per million units is nano-USD per million units times 10⁹; a request price is per request, so per million of them. */
function price(value: Record<string, unknown>, name: "prompt" | "completion" | "request"): bigint | null {
  const given = value[name];
  if (given === undefined || given === null) return null;
  const nano = usdToNano(given);
  if (nano === null)
    throw new InvalidParam(`provider.max_price.${name}`, `\`provider.max_price.${name}\` must be an amount in USD.`);
  return name === "request" ? nano * 1_000_000n : nano;
}
