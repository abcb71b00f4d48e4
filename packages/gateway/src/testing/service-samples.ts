import type { JsonObject } from "../json-fields.ts";
import { formField, writeForm } from "../multipart-form.ts";
import type { ServiceName } from "../services/services.ts";

/** A request of a service and what vendors answer it, written from their references. */
export interface ServiceSample {
  readonly request: JsonObject;
  readonly replies: readonly unknown[];
}

const VECTOR = [0.25, -0.5];
const TOKENS = { prompt_tokens: 20, total_tokens: 20 };

export const SERVICE_SAMPLES: Readonly<Record<ServiceName, ServiceSample>> = {
  "openai-embeddings": {
    request: { model: "acme/one", input: ["Hello", "Goodbye"], dimensions: 2, encoding_format: "float", user: "u" },
    replies: [
      { object: "list", data: [{ object: "embedding", index: 0, embedding: VECTOR }], model: "m", usage: TOKENS },
      { embeddings: { float: [VECTOR] }, meta: { billed_units: { input_tokens: 20 } } },
      { embeddings: [VECTOR], prompt_eval_count: 20 },
      { embeddings: [{ values: VECTOR }] },
    ],
  },
  "gemini-embeddings": {
    request: { content: { parts: [{ text: "Hello" }] }, taskType: "RETRIEVAL_QUERY", outputDimensionality: 2 },
    replies: [{ embedding: { values: VECTOR } }, { data: [{ index: 0, embedding: VECTOR }], usage: TOKENS }],
  },
  "openai-completions": {
    request: { model: "acme/one", prompt: ["Once"], max_tokens: 10, n: 2, best_of: 2, stop: ["."] },
    replies: [
      {
        id: "c",
        object: "text_completion",
        choices: [{ text: " upon", index: 0, finish_reason: "stop" }],
        usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
      },
    ],
  },
  rerank: {
    request: { model: "acme/one", query: "greeting", documents: ["Hello!", { text: "Goodbye!" }], top_n: 1 },
    replies: [
      { results: [{ index: 0, relevance_score: 0.9 }], meta: { billed_units: { search_units: 1 } } },
      { data: [{ index: 0, relevance_score: 0.9 }], usage: { total_tokens: 20 } },
    ],
  },
  "openai-moderations": {
    request: { model: "acme/one", input: [{ type: "text", text: "Hello" }] },
    replies: [{ id: "m", model: "m", results: [{ flagged: false, categories: {}, category_scores: {} }] }],
  },
  "openai-images": {
    request: { model: "acme/one", prompt: "A bridge", n: 2, size: "1024x1024", quality: "low" },
    replies: [
      { created: 1, data: [{ b64_json: "AAAA" }, { url: "https://pictures.example/1" }] },
      { created: 1, data: [{ b64_json: "AAAA" }], usage: { input_tokens: 10, output_tokens: 90, total_tokens: 100 } },
    ],
  },
  "openai-speech": {
    request: { model: "acme/one", input: "Hello 👋", voice: "alloy", response_format: "mp3" },
    replies: [{ error: { message: "no voice" } }],
  },
  "openai-transcriptions": {
    request: { model: "acme/one", response_format: "srt", language: "en", prompt: "Names: Ada" },
    replies: [
      { text: "Hello", duration: 3.2, segments: [{ start: 0, end: 1.5, text: "Hello" }] },
      { text: "Hello", usage: { type: "duration", seconds: 4 } },
      { text: "Hello", usage: { input_tokens: 30, output_tokens: 5, total_tokens: 35 } },
    ],
  },
};

const BOUNDARY = "----sample";

/** Bytes of a request: JSON, or a form with a recording where the service takes one. */
export function sampleBytes(
  name: ServiceName,
  body: unknown,
): { readonly bytes: Buffer; readonly contentType: string } {
  if (name !== "openai-transcriptions")
    return { bytes: Buffer.from(JSON.stringify(body)), contentType: "application/json" };
  const contentType = `multipart/form-data; boundary=${BOUNDARY}`;
  const fields = Object.entries(Object(body)).map(([field, value]) =>
    formField(field.replaceAll(/["\r\n]/g, ""), typeof value === "string" ? value : JSON.stringify(value ?? null)),
  );
  const headers = 'Content-Disposition: form-data; name="file"; filename="a.mp3"\r\nContent-Type: audio/mpeg';
  const file = { name: "file", fileName: "a.mp3", headers, content: Buffer.alloc(4000, 7) };
  return { bytes: writeForm({ contentType, boundary: BOUNDARY, parts: [] }, [...fields, file]), contentType };
}
