import type { ModelRecord, Snapshot } from "@tollgate/marketplace/snapshot/records";

const MOST = 1_000;
/** What Google answers with when no size is asked. */
const USUAL = 50;

/**
 * Body of `GET /v1beta/models` for clients of Gemini's API, page by page. Source: https://ai.google.dev/api/models
 */
export function listGeminiModels({ models }: Snapshot, asked: URLSearchParams): string {
  const served = [...models.values()].filter(({ endpoints }) => endpoints.length > 0);
  const size = Math.min(MOST, Number(asked.get("pageSize")) || USUAL);
  const offset = Number(asked.get("pageToken")) || 0;
  const next = offset + size;
  const nextPageToken = next < served.length ? { nextPageToken: String(next) } : {};
  return JSON.stringify({ models: served.slice(offset, next).map(describe), ...nextPageToken });
}

/** Body of `GET /v1beta/models/{model}`, or `null` when there is no such model. */
export function showGeminiModel({ models }: Snapshot, id: string): string | null {
  const model = models.get(id);
  return model ? JSON.stringify(describe(model)) : null;
}

function describe({ id, name, description, contextLength, maxOutputTokens, outputModalities, features }: ModelRecord) {
  const embeds = outputModalities.includes("embeddings");
  return {
    name: `models/${id}`,
    baseModelId: id,
    version: "1",
    displayName: name,
    description,
    inputTokenLimit: contextLength,
    ...(maxOutputTokens !== null && { outputTokenLimit: maxOutputTokens }),
    supportedGenerationMethods: embeds
      ? ["embedContent", "batchEmbedContents"]
      : outputModalities.includes("text")
        ? ["generateContent", "streamGenerateContent", "countTokens"]
        : [],
    thinking: features.includes("reasoning"),
  };
}
