import { z } from "zod";
import { type ProviderError, providerError } from "./provider-error.ts";
import { hashText, seededRandom } from "./seeded-random.ts";
import { countTokens } from "./tokens.ts";

const EmbeddingRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  dimensions: z.number().int().min(1).max(4096).default(1536),
  encoding_format: z.enum(["float", "base64"]).default("float"),
});

type EmbeddingResult = { kind: "ok"; body: Record<string, unknown> } | { kind: "invalid"; error: ProviderError };

/** Unit vectors made from the words of each text: equal texts are equal, texts with common words are near. */
export function embed(body: unknown): EmbeddingResult {
  const parsed = EmbeddingRequest.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const message = `Invalid '${issue?.path.join(".") ?? "body"}': ${issue?.message ?? "malformed"}`;
    return { kind: "invalid", error: providerError({ status: 400, message }) };
  }
  const { model, dimensions, encoding_format: format } = parsed.data;
  const inputs = typeof parsed.data.input === "string" ? [parsed.data.input] : parsed.data.input;
  const data = inputs.map((text, index) => {
    const vector = toVector(text, dimensions);
    const embedding = format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
    return { object: "embedding", index, embedding };
  });
  const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  return { kind: "ok", body: { object: "list", data, model, usage } };
}

function toVector(text: string, dimensions: number): Float32Array<ArrayBuffer> {
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
