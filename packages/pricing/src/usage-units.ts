/**
 * Disjoint buckets that usage is metered in: no token is ever in two of them. The first ten count tokens.
 * `request` counts one per call and is added by pricing, never reported by an endpoint.
 */
export const USAGE_BUCKETS = [
  "input",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
  "input_audio",
  "output",
  "reasoning",
  "output_audio",
  "input_image",
  "output_image",
  "image",
  "audio_second",
  "search",
  "character",
  "request",
] as const;

export type UsageBucket = (typeof USAGE_BUCKETS)[number];

/** Counts by bucket. An absent bucket was not reported; zero was reported as zero. */
export type UsageUnits = Partial<Record<MeteredBucket, number>>;

/** Buckets an endpoint's usage can arrive in. */
export type MeteredBucket = Exclude<UsageBucket, "request">;

const BUCKETS: ReadonlySet<string> = new Set(USAGE_BUCKETS);

export function isUsageBucket(name: string): name is UsageBucket {
  return BUCKETS.has(name);
}

export function isMeteredBucket(name: string): name is MeteredBucket {
  return name !== "request" && BUCKETS.has(name);
}

/** Buckets that margins per million tokens count. */
export const TOKEN_BUCKETS: readonly UsageBucket[] = USAGE_BUCKETS.slice(0, 10);

/** What buckets count, whatever they are priced at: a margin can have a part of its own for each. */
export const UNIT_CLASSES = ["input_token", "output_token", "image", "audio_second", "search"] as const;

export type UnitClass = (typeof UNIT_CLASSES)[number];

const CLASS_OF: Readonly<Record<MeteredBucket, UnitClass | null>> = {
  input: "input_token",
  cache_read: "input_token",
  cache_write_5m: "input_token",
  cache_write_1h: "input_token",
  input_audio: "input_token",
  output: "output_token",
  reasoning: "output_token",
  output_audio: "output_token",
  input_image: "input_token",
  output_image: "output_token",
  image: "image",
  audio_second: "audio_second",
  search: "search",
  character: null,
};

/** `null` for what margins have no part for: only their share of the cost and their fixed parts apply. */
export function unitClassOf(bucket: MeteredBucket): UnitClass | null {
  return CLASS_OF[bucket];
}

/** Tokens in a call's usage, input and output together. */
export function countTokens(units: UsageUnits): number {
  let tokens = 0;
  for (const bucket of TOKEN_BUCKETS) if (isMeteredBucket(bucket)) tokens += units[bucket] ?? 0;
  return tokens;
}

/** Units of one class in a call's usage. */
export function countClass(units: UsageUnits, unit: UnitClass): number {
  let count = 0;
  for (const bucket of USAGE_BUCKETS)
    if (isMeteredBucket(bucket) && unitClassOf(bucket) === unit) count += units[bucket] ?? 0;
  return count;
}
