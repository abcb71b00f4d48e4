import { usdToNano } from "./decimal.ts";
import { isRecord } from "./is-record.ts";
import { type DataPolicy, NO_PREFERENCES, type RoutePreferences } from "./route-preferences.ts";

/** A field of the request that cannot be understood. `message` says what to do. */
export class InvalidParam extends Error {
  readonly param: string;

  constructor(param: string, message: string) {
    super(message);
    this.param = param;
  }
}

const KNOWN = new Set([
  "order",
  "only",
  "ignore",
  "allow_fallbacks",
  "sort",
  "require_parameters",
  "data_collection",
  "zdr",
  "quantizations",
  "max_price",
  "preferred_max_latency",
  "preferred_min_throughput",
  "enforce_distillable_text",
]);

/** Names of what a request's `provider` object asks for and nobody here knows. */
export function unknownPreferences(provider: unknown): string[] {
  if (!isRecord(provider)) return [];
  const unknown = Object.keys(provider).filter((name) => !KNOWN.has(name) && provider[name] != null);
  const { partition } = isRecord(provider.sort) ? provider.sort : {};
  if (partition != null && partition !== "model") unknown.push("sort.partition");
  return unknown.map((name) => `provider.${name}`);
}

/** Reads the `provider` object of a request (OpenRouter's names). */
export function readPreferences(provider: unknown): RoutePreferences {
  if (provider === undefined || provider === null) return NO_PREFERENCES;
  if (!isRecord(provider)) throw new InvalidParam("provider", "`provider` must be an object.");
  if (readFlag(provider, "enforce_distillable_text", false))
    throw new InvalidParam(
      "provider.enforce_distillable_text",
      "`provider.enforce_distillable_text` cannot be asked here: nobody says which models may be distilled; leave it out.",
    );
  return {
    order: nameList(provider, "order"),
    only: nameList(provider, "only"),
    ignore: nameList(provider, "ignore") ?? [],
    allowFallbacks: readFlag(provider, "allow_fallbacks", true),
    sort: readSort(provider.sort),
    requireParameters: readFlag(provider, "require_parameters", false),
    dataPolicy: readDataPolicy(provider),
    quantizations: nameList(provider, "quantizations"),
    maxPrice: readMaxPrice(provider.max_price),
    preferredMaxLatencyMs: inMs(readSoftLimit(provider, "preferred_max_latency")),
    preferredMinTokensPerSecond: readSoftLimit(provider, "preferred_min_throughput"),
    policy: null,
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

function readFlag(provider: Record<string, unknown>, name: string, otherwise: boolean): boolean {
  const value = provider[name];
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== "boolean")
    throw new InvalidParam(`provider.${name}`, `\`provider.${name}\` must be true or false.`);
  return value;
}

/** `data_collection: "deny"` asks for endpoints that train on nothing; `zdr: true` for those that keep nothing. */
function readDataPolicy(provider: Record<string, unknown>): DataPolicy {
  const collection = provider.data_collection ?? "allow";
  if (collection !== "allow" && collection !== "deny")
    throw new InvalidParam("provider.data_collection", "`provider.data_collection` must be allow or deny.");
  if (readFlag(provider, "zdr", false)) return "zero_retention";
  return collection === "deny" ? "no_training" : "may_train";
}

/** A number, or an object of percentiles (`p50` … `p99`), of which the lowest counts: that is the one we measure against. */
function readSoftLimit(provider: Record<string, unknown>, name: string): number | null {
  const value = provider[name];
  if (value === undefined || value === null) return null;
  const given = isRecord(value) ? ["p50", "p75", "p90", "p99"].map((key) => value[key]).find((v) => v != null) : value;
  if (typeof given !== "number" || !Number.isFinite(given) || given <= 0)
    throw new InvalidParam(`provider.${name}`, `\`provider.${name}\` must be a number above 0.`);
  return given;
}

/** Latencies are given in seconds. */
function inMs(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}

function readSort(value: unknown): RoutePreferences["sort"] {
  if (value === undefined || value === null) return null;
  if (isRecord(value)) return readSort(value.by);
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
    image: price(value, "image"),
    audio: price(value, "audio"),
  };
}

/** USD per million units is nano-USD per million units times 10⁹; request and image prices are for one, so times a million. */
function price(
  value: Record<string, unknown>,
  name: "prompt" | "completion" | "request" | "image" | "audio",
): bigint | null {
  const given = value[name];
  if (given === undefined || given === null) return null;
  const nano = usdToNano(given);
  if (nano === null)
    throw new InvalidParam(`provider.max_price.${name}`, `\`provider.max_price.${name}\` must be an amount in USD.`);
  return name === "request" || name === "image" ? nano * 1_000_000n : nano;
}
