import { isRecord } from "./is-record.ts";

/** Disjoint counts by bucket, named as the price list names them. Absent: not reported. Zero: reported as zero. */
export interface MeteredUnits {
  input?: number;
  cache_read?: number;
  cache_write_5m?: number;
  input_audio?: number;
  output?: number;
  reasoning?: number;
  output_audio?: number;
}

/** A usage object of the OpenAI dialect, understood. */
export interface ReportedUsage {
  readonly units: MeteredUnits;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/**
 * Splits an OpenAI `usage` object into disjoint buckets. There cached, cache-write and audio tokens are part of `prompt_tokens`, reasoning
 * and audio tokens part of `completion_tokens`; a vendor whose total shows that it counts reasoning on top is read that way. A detail
 * that exceeds its total is cut to it, so that no bucket is negative and no token counts twice.
 * @returns `null` when prompt or completion tokens are missing or no counts: missing is not zero.
 * Source: https://platform.openai.com/docs/api-reference/completions/object
 */
export function readUsage(usage: unknown): ReportedUsage | null {
  if (!isRecord(usage)) return null;
  const prompt = count(usage.prompt_tokens);
  const reported = count(usage.completion_tokens);
  if (prompt === null || reported === null) return null;
  const units: MeteredUnits = {};
  const inDetails = isRecord(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  const outDetails = isRecord(usage.completion_tokens_details) ? usage.completion_tokens_details : {};

  let fresh = prompt;
  const takeInput = (bucket: "cache_read" | "cache_write_5m" | "input_audio", value: number | null) => {
    if (value === null) return;
    units[bucket] = Math.min(value, fresh);
    fresh -= units[bucket];
  };
  takeInput("cache_read", count(inDetails.cached_tokens) ?? count(usage.prompt_cache_hit_tokens));
  takeInput("cache_write_5m", count(inDetails.cache_write_tokens) ?? count(inDetails.cache_creation_tokens));
  takeInput("input_audio", count(inDetails.audio_tokens));
  units.input = fresh;

  const reasoning = count(outDetails.reasoning_tokens);
  const onTop = reasoning !== null && reasoning > 0 && count(usage.total_tokens) === prompt + reported + reasoning;
  const completion = onTop ? reported + reasoning : reported;
  let plain = completion;
  const takeOutput = (bucket: "reasoning" | "output_audio", value: number | null) => {
    if (value === null) return;
    units[bucket] = Math.min(value, plain);
    plain -= units[bucket];
  };
  takeOutput("reasoning", reasoning);
  takeOutput("output_audio", count(outDetails.audio_tokens));
  units.output = plain;
  return { units, promptTokens: prompt, completionTokens: completion };
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
