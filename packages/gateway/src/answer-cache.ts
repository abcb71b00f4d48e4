import type { InferenceRequest } from "./inference-request.ts";
import { isRecord } from "./is-record.ts";
import { objectIn } from "./json-fields.ts";
import { InvalidParam } from "./read-preferences.ts";
import type { AskedSurface } from "./services/services.ts";

/** Longest an answer may be given again. */
export const MAX_CACHE_SECONDS = 86_400;
/** When a request asks for the cache and neither it nor its key says for how long. */
export const DEFAULT_CACHE_SECONDS = 300;

/** What a request says of the cache; its key may say the rest. */
export interface CacheWish {
  /** `refresh` makes the call, and keeps its answer in place of the one there is. */
  readonly mode: "use" | "refresh" | "off";
  readonly ttlSeconds: number | null;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * What a request wants of the cache: by its `cache` member (`true`, `false` or `{ttl, refresh}`) or else by `X-Tollgate-Cache` (`on`, `off` or
 * `refresh`) and `X-Tollgate-Cache-TTL`, or the names OpenRouter has for these. `null` when it says nothing.
 * @throws InvalidParam for what is none of these.
 */
export function readCacheWish(body: Readonly<Record<string, unknown>>, headers: Headers): CacheWish | null {
  const { cache } = body;
  if (cache !== undefined && cache !== null) return fromMember(cache);
  const asked = headers["x-tollgate-cache"] ?? headers["x-openrouter-cache"];
  if (asked === undefined) return null;
  const refresh = asked === "refresh" || headers["x-openrouter-cache-clear"] === "true";
  const mode = modeOf(asked, refresh);
  const ttl = headers["x-tollgate-cache-ttl"] ?? headers["x-openrouter-cache-ttl"];
  return { mode, ttlSeconds: ttl === undefined ? null : readTtl(Number(ttl), "X-Tollgate-Cache-TTL") };
}

function modeOf(asked: string | string[], refresh: boolean): CacheWish["mode"] {
  if (refresh) return "refresh";
  if (asked === "on" || asked === "true") return "use";
  if (asked === "off" || asked === "false") return "off";
  throw new InvalidParam("X-Tollgate-Cache", "`X-Tollgate-Cache` must be on, off or refresh.");
}

function fromMember(cache: unknown): CacheWish {
  if (typeof cache === "boolean") return { mode: cache ? "use" : "off", ttlSeconds: null };
  if (!isRecord(cache))
    throw new InvalidParam("cache", "`cache` must be true, false or an object with `ttl` in seconds.");
  const { ttl, refresh = false } = cache;
  if (typeof refresh !== "boolean") throw new InvalidParam("cache.refresh", "`cache.refresh` must be true or false.");
  const ttlSeconds = ttl === undefined || ttl === null ? null : readTtl(ttl, "cache.ttl");
  return { mode: refresh ? "refresh" : "use", ttlSeconds };
}

function readTtl(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_CACHE_SECONDS) return value;
  throw new InvalidParam(name, `\`${name}\` must be a whole number of seconds from 1 to ${MAX_CACHE_SECONDS}.`);
}

/** Free, or a form whose file would have to be kept. */
const NEVER: ReadonlySet<AskedSurface> = new Set(["openai-moderations", "openai-transcriptions"]);
/** The same question has the same answer, whatever is asked beside it. */
const ALWAYS_ALIKE: ReadonlySet<AskedSurface> = new Set(["openai-embeddings", "gemini-embeddings", "rerank"]);
/** Each answer is another, and meant to be. */
const ALWAYS_NEW: ReadonlySet<AskedSurface> = new Set(["openai-images", "openai-speech"]);

/** Whether an answer may be kept at all. Who asks for endpoints that keep nothing does not want it kept here either. */
export function mayBeKept({ surface, preferences }: Pick<InferenceRequest, "surface" | "preferences">): boolean {
  const { dataPolicy, policy } = preferences;
  return !NEVER.has(surface) && dataPolicy !== "zero_retention" && policy?.dataPolicy !== "zero_retention";
}

/**
 * Whether a key that asks for the cache means this request too: one that is meant to have the same answer again, by a temperature of zero or a
 * seed, and offers no tools, whose calls act on the world. A request that asks for the cache itself is always meant.
 */
export function isAlike({ surface, body }: Pick<InferenceRequest, "surface" | "body">): boolean {
  if (ALWAYS_ALIKE.has(surface)) return true;
  if (ALWAYS_NEW.has(surface)) return false;
  for (const name of ["tools", "functions"]) {
    const offered = body[name];
    if (Array.isArray(offered) && offered.length > 0) return false;
  }
  const settings = objectIn(body.generationConfig ?? body.generation_config);
  const given = (name: string) => body[name] ?? settings[name];
  return given("temperature") === 0 || typeof given("seed") === "number";
}

/** What does not change an answer. */
const BESIDE: ReadonlySet<string> = new Set(["cache", "max_surcharge"]);

/** All that decides an answer, as one text: equal for requests that differ in the order or spacing of their members only. */
export function canonicalRequest({
  surface,
  body,
  stream,
}: Pick<InferenceRequest, "surface" | "body" | "stream">): string {
  const kept = Object.entries(body).filter(([name]) => !BESIDE.has(name));
  return `${surface} ${stream} ${canonical(Object.fromEntries(kept))}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "null";
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}
