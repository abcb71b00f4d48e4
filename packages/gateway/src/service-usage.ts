import { readBedrockUsage } from "./bedrock/read-reply.ts";
import { countIn, objectIn, objectsIn } from "./json-fields.ts";
import { readResponsesUsage } from "./openai-responses/read-usage.ts";
import { disjointUnits, type ReportedUsage, readUsage } from "./usage-units.ts";

/**
 * Usage of whole replies that are no conversation: embeddings, completions, rerank, images, transcriptions. Each vendor's shape is told
 * apart by its names; `null` when the reply does not say what it used.
 */
export function readServiceUsage(body: Readonly<Record<string, unknown>>): ReportedUsage | null {
  const usage = objectIn(body.usage);
  return (
    readUsage(usage) ??
    readDuration(usage) ??
    readResponsesUsage(usage) ??
    readEmbeddingUsage(usage) ??
    readCohereService(body.meta) ??
    readBedrockUsage(usage)
  );
}

/** OpenAI's and Voyage's embeddings have no output: the prompt, or the total alone. */
function readEmbeddingUsage(usage: Readonly<Record<string, unknown>>): ReportedUsage | null {
  const prompt = countIn(usage.prompt_tokens) ?? countIn(usage.total_tokens);
  return prompt === null ? null : disjointUnits({ prompt, completion: 0, input: [], output: [] });
}

/** Whisper bills seconds of audio, begun ones included. */
function readDuration(usage: Readonly<Record<string, unknown>>): ReportedUsage | null {
  if (usage.type !== "duration" || typeof usage.seconds !== "number" || !(usage.seconds >= 0)) return null;
  return { units: { audio_second: Math.ceil(usage.seconds) }, promptTokens: 0, completionTokens: 0 };
}

/** Cohere's embeddings and rerank: billed tokens, or searches of a hundred documents each. */
function readCohereService(meta: unknown): ReportedUsage | null {
  const billed = objectIn(objectIn(meta).billed_units);
  const searches = countIn(billed.search_units);
  if (searches !== null) return { units: { search: searches }, promptTokens: 0, completionTokens: 0 };
  const input = countIn(billed.input_tokens);
  if (input === null) return null;
  const image = countIn(billed.image_tokens);
  return disjointUnits({
    prompt: input + (image ?? 0),
    completion: countIn(billed.output_tokens) ?? 0,
    input: [["input_image", image]],
    output: [],
  });
}

/** How many pictures a reply of the images API carries; for models that bill by the picture. */
export function countImages(body: Readonly<Record<string, unknown>>): number {
  return objectsIn(body.data).length;
}
