import { isRecord } from "./is-record.ts";
import { countIn as count } from "./json-fields.ts";

/** Disjoint counts by bucket, named as the price list names them. Absent: not reported. Zero: reported as zero. */
export interface MeteredUnits {
  input?: number;
  cache_read?: number;
  cache_write_5m?: number;
  cache_write_1h?: number;
  input_audio?: number;
  input_image?: number;
  output?: number;
  reasoning?: number;
  output_audio?: number;
  output_image?: number;
  image?: number;
  audio_second?: number;
  search?: number;
  character?: number;
}

/** Pictures whose tokens an endpoint does not price apart count as what they are a part of: its output. */
export function countedAsPriced(units: MeteredUnits, prices: Readonly<Record<string, unknown>>): MeteredUnits {
  const { output_image: pictures, ...others } = units;
  if (pictures === undefined || prices.output_image !== undefined) return units;
  return { ...others, output: (units.output ?? 0) + pictures };
}

/** A vendor's usage report, understood. */
export interface ReportedUsage {
  readonly units: MeteredUnits;
  /** Every billed input token, caches included. */
  readonly promptTokens: number;
  /** Every billed output token, reasoning included. */
  readonly completionTokens: number;
}

export type InputDetail = "cache_read" | "cache_write_5m" | "cache_write_1h" | "input_audio" | "input_image";
export type OutputDetail = "reasoning" | "output_audio" | "output_image";

/** Totals of a usage report, and the parts of them it names apart. `null`: not reported. */
export interface UsageTotals {
  readonly prompt: number;
  readonly completion: number;
  readonly input: readonly (readonly [InputDetail, number | null])[];
  readonly output: readonly (readonly [OutputDetail, number | null])[];
}

/**
 * Splits totals into disjoint buckets. A detail that exceeds what is left of its total is cut to it, so that no bucket is negative and
 * no token counts twice.
 */
export function disjointUnits({ prompt, completion, input, output }: UsageTotals): ReportedUsage {
  const units: MeteredUnits = {};
  let fresh = prompt;
  for (const [bucket, value] of input) {
    if (value === null) continue;
    const taken = Math.min(value, fresh);
    units[bucket] = taken;
    fresh -= taken;
  }
  units.input = fresh;
  let plain = completion;
  for (const [bucket, value] of output) {
    if (value === null) continue;
    const taken = Math.min(value, plain);
    units[bucket] = taken;
    plain -= taken;
  }
  units.output = plain;
  return { units, promptTokens: prompt, completionTokens: completion };
}

/**
 * Splits an OpenAI `usage` object into disjoint buckets. There cached, cache-write and audio tokens are part of `prompt_tokens`, reasoning
 * and audio tokens part of `completion_tokens`. A vendor whose total shows that it counts reasoning (xAI) or audio (Mistral) on top is read that way.
 *.
 * @returns `null` when prompt or completion tokens are missing or no counts: missing is not zero.
 * Source: https://platform.openai.com/docs/api-reference/completions/object
 */
export function readUsage(usage: unknown): ReportedUsage | null {
  if (!isRecord(usage)) return null;
  const prompt = count(usage.prompt_tokens);
  const reported = count(usage.completion_tokens);
  if (prompt === null || reported === null) return null;
  const inDetails = isRecord(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  const outDetails = isRecord(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  const reasoning = count(outDetails.reasoning_tokens);
  const audio = count(inDetails.audio_tokens);
  const total = count(usage.total_tokens);
  const reasoningOnTop = reasoning !== null && reasoning > 0 && total === prompt + reported + reasoning;
  const audioOnTop = audio !== null && audio > 0 && total === prompt + reported + audio;
  return disjointUnits({
    prompt: audioOnTop ? prompt + audio : prompt,
    completion: reasoningOnTop ? reported + reasoning : reported,
    input: [
      [
        "cache_read",
        count(inDetails.cached_tokens) ?? count(usage.prompt_cache_hit_tokens) ?? count(usage.cached_tokens),
      ],
      ["cache_write_5m", count(inDetails.cache_write_tokens) ?? count(inDetails.cache_creation_tokens)],
      ["input_audio", audio],
    ],
    output: [
      ["reasoning", reasoning],
      ["output_audio", count(outDetails.audio_tokens)],
      ["output_image", count(outDetails.image_tokens)],
    ],
  });
}
