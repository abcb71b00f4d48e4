import { z } from "zod";
import { hashText, seededRandom } from "../seeded-random.ts";
import { countTokens } from "../tokens.ts";
import { refused, type ServiceAnswer } from "./service-answer.ts";

const Texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]);
const Dimensions = z.number().int().min(1).max(4096).default(1536);

const EmbeddingRequest = z.looseObject({
  model: z.string().min(1),
  input: Texts,
  dimensions: Dimensions,
  encoding_format: z.enum(["float", "base64"]).default("float"),
});

/** Unit vectors made from the words of each text: equal texts are equal, texts with common words are near. */
export function embed(body: unknown): ServiceAnswer {
  const parsed = EmbeddingRequest.safeParse(body);
  if (!parsed.success) return refused(parsed.error);
  const { model, dimensions, encoding_format: format } = parsed.data;
  const inputs = typeof parsed.data.input === "string" ? [parsed.data.input] : parsed.data.input;
  const data = inputs.map((text, index) => {
    const vector = toVector(text, dimensions);
    const embedding = format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
    return { object: "embedding", index, embedding };
  });
  const tokens = tokensOf(inputs);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  return { kind: "ok", body: { object: "list", data, model, usage } };
}

const CohereRequest = z.looseObject({
  model: z.string().min(1),
  texts: z.array(z.string().min(1)).min(1).max(96),
  input_type: z.string(),
  output_dimension: Dimensions,
});

/** Cohere's `/v2/embed`. */
export function embedForCohere(body: unknown): ServiceAnswer {
  const parsed = CohereRequest.safeParse(body);
  if (!parsed.success) return refused(parsed.error);
  const { texts, output_dimension: dimensions } = parsed.data;
  const vectors = texts.map((text) => [...toVector(text, dimensions)]);
  const meta = { api_version: { version: "2" }, billed_units: { input_tokens: tokensOf(texts) } };
  return { kind: "ok", body: { id: "emb-demo", embeddings: { float: vectors }, texts, meta } };
}

const OllamaRequest = z.looseObject({ model: z.string().min(1), input: Texts, dimensions: Dimensions });

/** Ollama's `/api/embed`. */
export function embedForOllama(body: unknown): ServiceAnswer {
  const parsed = OllamaRequest.safeParse(body);
  if (!parsed.success) return refused(parsed.error);
  const { model, input, dimensions } = parsed.data;
  const texts = typeof input === "string" ? [input] : input;
  const embeddings = texts.map((text) => [...toVector(text, dimensions)]);
  return { kind: "ok", body: { model, embeddings, prompt_eval_count: tokensOf(texts) } };
}

const GeminiContent = z.looseObject({
  content: z.looseObject({ parts: z.array(z.looseObject({ text: z.string().min(1) })).min(1) }),
  outputDimensionality: Dimensions,
});

/** Gemini's `embedContent` and `batchEmbedContents`. */
export function embedForGemini(body: unknown): ServiceAnswer {
  const parsed = z
    .union([z.looseObject({ requests: z.array(GeminiContent).min(1).max(100) }), GeminiContent])
    .safeParse(body);
  if (!parsed.success) return refused(parsed.error);
  const isBatch = "requests" in parsed.data && Array.isArray(parsed.data.requests);
  const requests = z.array(GeminiContent).parse(isBatch ? parsed.data.requests : [parsed.data]);
  const texts = requests.map(({ content }) => content.parts.map(({ text }) => text).join("\n"));
  const embeddings = requests.map(({ outputDimensionality }, index) => ({
    values: [...toVector(texts[index] ?? "", outputDimensionality)],
  }));
  const usageMetadata = { promptTokenCount: tokensOf(texts), totalTokenCount: tokensOf(texts) };
  return { kind: "ok", body: isBatch ? { embeddings, usageMetadata } : { embedding: embeddings[0], usageMetadata } };
}

function tokensOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countTokens(text), 0);
}

export function toVector(text: string, dimensions: number): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const random = seededRandom(hashText(word));
    for (let index = 0; index < dimensions; index++) {
      vector[index] = (vector[index] ?? 0) + random.next() - 0.5;
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
