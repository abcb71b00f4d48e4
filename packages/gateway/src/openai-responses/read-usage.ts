import { countIn, objectIn } from "../json-fields.ts";
import { disjointUnits, type ReportedUsage } from "../usage-units.ts";

/**
 * Usage of the responses API (and of images and transcriptions, which use the same names): cached and cache-write tokens are part of
 * `input_tokens`, reasoning is part of `output_tokens`.
 * Source: https://platform.openai.com/docs/api-reference/responses/object
 */
export function readResponsesUsage(usage: unknown): ReportedUsage | null {
  const given = objectIn(usage);
  const prompt = countIn(given.input_tokens);
  const completion = countIn(given.output_tokens);
  if (prompt === null || completion === null) return null;
  const details = objectIn(given.input_tokens_details ?? given.input_token_details);
  return disjointUnits({
    prompt,
    completion,
    input: [
      ["cache_read", countIn(details.cached_tokens)],
      ["cache_write_5m", countIn(details.cache_write_tokens)],
      ["input_audio", countIn(details.audio_tokens)],
      ["input_image", countIn(details.image_tokens)],
    ],
    output: [["reasoning", countIn(objectIn(given.output_tokens_details).reasoning_tokens)]],
  });
}
