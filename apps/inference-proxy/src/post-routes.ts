import type { AddressedModel } from "@tollgate/gateway/read-surface-request";
import type { AskedSurface } from "@tollgate/gateway/services/services";
import type { SurfaceName } from "@tollgate/gateway/surfaces";

/** What a path that takes POST is for. Every `answer` goes through `handleInference`, the only way to a model and so to a charge. */
export type PostRoute =
  | { readonly kind: "answer"; readonly surface: AskedSurface; readonly address: AddressedModel | null }
  | { readonly kind: "count_tokens"; readonly surface: SurfaceName; readonly model: string | null }
  | { readonly kind: "quote"; readonly surface: AskedSurface };

/** Paths that are the same for every model, and lead to one. */
const ANSWER_ROUTES = {
  "/v1/chat/completions": { kind: "answer", surface: "openai-chat", address: null },
  "/v1/responses": { kind: "answer", surface: "openai-responses", address: null },
  "/v1/messages": { kind: "answer", surface: "anthropic-messages", address: null },
  "/v1/embeddings": { kind: "answer", surface: "openai-embeddings", address: null },
  "/v1/completions": { kind: "answer", surface: "openai-completions", address: null },
  "/v1/rerank": { kind: "answer", surface: "rerank", address: null },
  "/v1/moderations": { kind: "answer", surface: "openai-moderations", address: null },
  "/v1/images/generations": { kind: "answer", surface: "openai-images", address: null },
  "/v1/audio/speech": { kind: "answer", surface: "openai-speech", address: null },
  "/v1/audio/transcriptions": { kind: "answer", surface: "openai-transcriptions", address: null },
} as const satisfies Readonly<Record<string, PostRoute>>;

/** What a body could cost is asked at `/v1/quote` before the rest of the path it is for. */
const QUOTE_ROUTES = Object.fromEntries(
  Object.entries(ANSWER_ROUTES).map(([path, { surface }]): [string, PostRoute] => [
    path.replace("/v1/", "/v1/quote/"),
    { kind: "quote", surface },
  ]),
);

/** Paths that are the same for every model. */
export const FIXED_POST_ROUTES: Readonly<Record<string, PostRoute>> = {
  ...ANSWER_ROUTES,
  "/v1/messages/count_tokens": { kind: "count_tokens", surface: "anthropic-messages", model: null },
  "/v1/quote": { kind: "quote", surface: "openai-chat" },
  ...QUOTE_ROUTES,
};

/** What Gemini's addresses end with after the model's name. */
export const GEMINI_METHODS = [
  "generateContent",
  "streamGenerateContent",
  "countTokens",
  "embedContent",
  "batchEmbedContents",
] as const;

/** Google's own client asks under `/v1`; others leave `models/` out before a name that has a slash. */
const GEMINI_PREFIX = /^\/v1(?:beta)?\/(?:models\/)?/;

/** The route of a path, or `null` when nothing takes POST there. */
export function readPostRoute(path: string): PostRoute | null {
  if (Object.hasOwn(FIXED_POST_ROUTES, path)) return FIXED_POST_ROUTES[path] ?? null;
  const prefix = GEMINI_PREFIX.exec(path);
  if (prefix === null) return null;
  // A model's name may have a colon of its own, as in `author/model:floor`.
  const colon = path.lastIndexOf(":");
  const method = GEMINI_METHODS.find((name) => name === path.slice(colon + 1));
  const model = decoded(path.slice(prefix[0].length, colon));
  if (method === undefined || model === "") return null;
  if (method === "countTokens") return { kind: "count_tokens", surface: "gemini-generate", model };
  if (method === "embedContent" || method === "batchEmbedContents")
    return { kind: "answer", surface: "gemini-embeddings", address: { model, stream: false } };
  return {
    kind: "answer",
    surface: "gemini-generate",
    address: { model, stream: method === "streamGenerateContent" },
  };
}

/** Whose errors a path's callers understand, whatever the method. */
export function surfaceOfPath(path: string): AskedSurface {
  if (path.startsWith("/v1beta/")) return "gemini-generate";
  if (path.startsWith("/v1/messages/")) return "anthropic-messages";
  return readPostRoute(path)?.surface ?? "openai-chat";
}

/** A path's text without percent signs; as it is when they are no encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
