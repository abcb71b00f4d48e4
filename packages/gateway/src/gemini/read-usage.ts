import { countIn, objectIn, objectsIn } from "../json-fields.ts";
import { disjointUnits, type ReportedUsage } from "../usage-units.ts";

/**
 * Gemini's `usageMetadata`: cached content is part of the prompt, tool-use prompt tokens stand beside it, thoughts stand beside the
 * candidates. A report without candidates means that none were generated.
 * Source: https://ai.google.dev/api/generate-content#UsageMetadata
 */
export function readGeminiUsage(usage: unknown): ReportedUsage | null {
  const given = objectIn(usage);
  const prompt = countIn(given.promptTokenCount);
  if (prompt === null) return null;
  const thoughts = countIn(given.thoughtsTokenCount);
  return disjointUnits({
    prompt: prompt + (countIn(given.toolUsePromptTokenCount) ?? 0),
    completion: (countIn(given.candidatesTokenCount) ?? 0) + (thoughts ?? 0),
    input: [
      ["cache_read", countIn(given.cachedContentTokenCount)],
      ["input_audio", modality(given.promptTokensDetails, "AUDIO")],
    ],
    output: [
      ["reasoning", thoughts],
      ["output_audio", modality(given.candidatesTokensDetails, "AUDIO")],
      ["output_image", modality(given.candidatesTokensDetails, "IMAGE")],
    ],
  });
}

function modality(details: unknown, name: string): number | null {
  const found = objectsIn(details).find((detail) => detail.modality === name);
  return found ? countIn(found.tokenCount) : null;
}
