import { encodeModel } from "../encode-model.ts";
import { countIn, type JsonObject, objectIn, objectsIn, present } from "../json-fields.ts";
import type { ConversationDialect } from "../reply-formats.ts";
import { readServiceUsage } from "../service-usage.ts";
import type { ReportedUsage } from "../usage-units.ts";
import type { EmbeddingAsk } from "./embedding-texts.ts";

/** How a dialect is asked for vectors, and how it gives them. */
interface EmbeddingDialect {
  path(model: string): string;
  /** What of the wish cannot be said. */
  lacking(ask: EmbeddingAsk): string[];
  write(ask: EmbeddingAsk, model: string): JsonObject;
  read(body: JsonObject): { readonly vectors: readonly number[][]; readonly reported: ReportedUsage | null };
}

const noTask = ({ task }: EmbeddingAsk) => (task === null ? [] : ["taskType"]);

/** Source: https://platform.openai.com/docs/api-reference/embeddings/create */
const openAi: EmbeddingDialect = {
  path: () => "/embeddings",
  lacking: noTask,
  write: ({ texts, dimensions }, model) => present({ model, input: texts, dimensions, encoding_format: "float" }),
  read: (body) => ({
    vectors: objectsIn(body.data).map(({ embedding }) => numbers(embedding)),
    reported: readServiceUsage(body),
  }),
};

/** Source: https://ai.google.dev/api/embeddings */
const gemini: EmbeddingDialect = {
  path: (model) => `/models/${encodeModel(model)}:batchEmbedContents`,
  lacking: () => [],
  write: ({ texts, dimensions, task }, model) => ({
    requests: texts.map((text) =>
      present({
        model: `models/${model}`,
        content: { parts: [{ text }] },
        taskType: task,
        outputDimensionality: dimensions,
      }),
    ),
  }),
  read: (body) => ({
    vectors: objectsIn(body.embeddings).map(({ values }) => numbers(values)),
    reported: readGeminiEmbedUsage(body),
  }),
};

/** Cohere wants to know what vectors are for; what Gemini calls it, where the two mean the same. */
const COHERE_INPUT_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    RETRIEVAL_QUERY: "search_query",
    RETRIEVAL_DOCUMENT: "search_document",
    CLASSIFICATION: "classification",
    CLUSTERING: "clustering",
  }),
);

/** Source: https://docs.cohere.com/reference/embed */
const cohere: EmbeddingDialect = {
  path: () => "/embed",
  lacking: ({ task }) => (task === null || COHERE_INPUT_TYPES.has(task) ? [] : ["taskType"]),
  write: ({ texts, dimensions, task }, model) =>
    present({
      model,
      texts,
      input_type: COHERE_INPUT_TYPES.get(task ?? "") ?? "search_document",
      embedding_types: ["float"],
      output_dimension: dimensions,
    }),
  read: (body) => {
    const floats = objectIn(body.embeddings).float;
    return { vectors: Array.isArray(floats) ? floats.map(numbers) : [], reported: readServiceUsage(body) };
  },
};

/** Source: https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embeddings */
const ollama: EmbeddingDialect = {
  path: () => "/embed",
  lacking: noTask,
  write: ({ texts, dimensions }, model) => present({ model, input: texts, dimensions }),
  read: (body) => {
    const prompt = countIn(body.prompt_eval_count);
    return {
      vectors: Array.isArray(body.embeddings) ? body.embeddings.map(numbers) : [],
      reported: prompt === null ? null : { units: { input: prompt }, promptTokens: prompt, completionTokens: 0 },
    };
  },
};

/** Dialects whose endpoints can be asked for vectors. */
export const EMBEDDING_DIALECTS: Readonly<Partial<Record<ConversationDialect, EmbeddingDialect>>> = {
  "openai-chat": openAi,
  "openai-responses": openAi,
  "gemini-generate": gemini,
  "cohere-chat": cohere,
  "ollama-chat": ollama,
};

/** Usage of Gemini's embeddings, which older models leave out. */
export function readGeminiEmbedUsage(body: JsonObject): ReportedUsage | null {
  const prompt = countIn(objectIn(body.usageMetadata).promptTokenCount);
  return prompt === null ? null : { units: { input: prompt }, promptTokens: prompt, completionTokens: 0 };
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}
