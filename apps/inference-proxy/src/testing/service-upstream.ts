import { type Behaviour, sendJson, type UpstreamCall } from "./fake-upstream.ts";

/** What every vector here is; both numbers are exact in 32 bits. */
export const VECTOR = [0.25, -0.5];

/** How many texts a vendor was sent, whatever its dialect calls them. */
function textsIn({ body }: UpstreamCall): number {
  for (const list of [body.input, body.texts, body.requests]) if (Array.isArray(list)) return list.length;
  return 1;
}

type Answer = (call: UpstreamCall) => Record<string, unknown>;

/** Vendors' answers by the end of the path, written by hand from their documentation. Each says that it used 20 tokens. */
const ANSWERS: readonly (readonly [end: string, answer: Answer])[] = [
  [
    "/embeddings",
    (call) => ({
      object: "list",
      data: Array.from({ length: textsIn(call) }, (_, index) => ({
        object: "embedding",
        index,
        embedding: call.body.encoding_format === "base64" ? base64(VECTOR) : VECTOR,
      })),
      model: "embed-1",
      usage: { prompt_tokens: 20, total_tokens: 20 },
    }),
  ],
  [":embedContent", () => ({ embedding: { values: VECTOR }, usageMetadata: { promptTokenCount: 20 } })],
  [
    ":batchEmbedContents",
    (call) => ({
      embeddings: Array.from({ length: textsIn(call) }, () => ({ values: VECTOR })),
      usageMetadata: { promptTokenCount: 20 },
    }),
  ],
];

function base64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString("base64");
}

/** Cohere and Ollama have the same path and tell each other apart by what they are sent. */
function embed(call: UpstreamCall): Record<string, unknown> {
  const vectors = Array.from({ length: textsIn(call) }, () => VECTOR);
  if (!Array.isArray(call.body.texts)) return { model: "embed-1", embeddings: vectors, prompt_eval_count: 20 };
  return { id: "e1", embeddings: { float: vectors }, meta: { billed_units: { input_tokens: 20 } } };
}

/** Answers any service by the path it is asked at. */
export const serve: Behaviour = (call) => {
  const [path = ""] = call.path.split("?");
  const answer = path.endsWith("/embed") ? embed : ANSWERS.find(([end]) => path.endsWith(end))?.[1];
  if (answer === undefined) sendJson(call.res, 404, { error: { message: `nothing at ${path}` } });
  else sendJson(call.res, 200, answer(call));
};

/** The same without a word about usage. */
export const serveSilently: Behaviour = (call) => {
  const [path = ""] = call.path.split("?");
  const answer = path.endsWith("/embed") ? embed : ANSWERS.find(([end]) => path.endsWith(end))?.[1];
  const { usage, usageMetadata, meta, prompt_eval_count, ...rest } = answer?.(call) ?? {};
  sendJson(call.res, 200, rest);
};
