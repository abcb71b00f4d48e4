import type { z } from "zod";
import * as schemas from "./schemas.ts";
import * as services from "./service-schemas.ts";

export type Access = "none" | "key" | "management";

/** What is told of one method of one path. */
export interface Operation {
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly request?: OperationRequest;
  readonly reply?: z.ZodType;
  /** Of an answer that is no JSON. */
  readonly replyType?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** May answer a stream of server-sent events. */
  readonly streams?: boolean;
}

export interface OperationRequest {
  readonly schema: z.ZodType;
  readonly example: Readonly<Record<string, unknown>>;
  /** Sent as a form; the field named is a file. */
  readonly file?: string;
}

const MODELS = "Models and providers";
/** Tag of the operations that ask a model. */
export const CALLS = "Calling models";
const ACCOUNT = "Account and receipts";
const KEYS = "Keys";

/** The model that examples name. */
export const EXAMPLE_MODEL = "author/model";
export const EXAMPLE_EMBEDDING_MODEL = "author/embedding-model";
/** Models of the other kinds, by the word in their name. */
export const EXAMPLE_MODELS = {
  rerank: "author/rerank-model",
  moderation: "author/moderation-model",
  image: "author/image-model",
  speech: "author/speech-model",
  transcription: "author/transcription-model",
} as const;
const messages = [{ role: "user", content: "Name three quiet islands." }];
const gemini = { contents: [{ role: "user", parts: [{ text: "Name three quiet islands." }] }] };
const embed = { content: { parts: [{ text: "A quiet island." }] } };

/** By method and path, as the proxy's tables of routes have them; `{model}` stands for an id that may have a slash. */
export const OWN_OPERATIONS: Readonly<Record<string, Operation>> = {
  "POST /v1/chat/completions": {
    summary: "An answer to a conversation, in OpenAI’s words",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.ChatRequest, example: { model: EXAMPLE_MODEL, messages, max_tokens: 200 } },
    reply: schemas.ChatReply,
    streams: true,
  },
  "POST /v1/responses": {
    summary: "The same in the words of OpenAI’s Responses",
    tag: CALLS,
    access: "key",
    request: {
      schema: schemas.ResponsesRequest,
      example: { model: EXAMPLE_MODEL, input: "Name three quiet islands.", max_output_tokens: 200 },
    },
    reply: schemas.ResponsesReply,
    streams: true,
  },
  "POST /v1/messages": {
    summary: "The same in Anthropic’s words",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.MessagesRequest, example: { model: EXAMPLE_MODEL, messages, max_tokens: 200 } },
    reply: schemas.MessagesReply,
    streams: true,
  },
  "POST /v1/messages/count_tokens": {
    summary: "How many tokens a conversation has, counted here and free",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.MessagesRequest.partial(), example: { model: EXAMPLE_MODEL, messages } },
    reply: schemas.CountReply,
  },
  "POST /v1/embeddings": {
    summary: "Texts as vectors, in OpenAI’s words",
    tag: CALLS,
    access: "key",
    request: {
      schema: schemas.EmbeddingsRequest,
      example: { model: EXAMPLE_EMBEDDING_MODEL, input: ["A quiet island."] },
    },
    reply: schemas.EmbeddingsReply,
  },
  "POST /v1/completions": {
    summary: "A text carried on, for models without a conversation",
    tag: CALLS,
    access: "key",
    request: {
      schema: services.CompletionsRequest,
      example: { model: EXAMPLE_MODEL, prompt: "Three quiet islands are", max_tokens: 50 },
    },
    reply: services.CompletionsReply,
    streams: true,
  },
  "POST /v1/rerank": {
    summary: "Documents by how well they answer a question",
    tag: CALLS,
    access: "key",
    request: {
      schema: services.RerankRequest,
      example: {
        model: EXAMPLE_MODELS.rerank,
        query: "Which island is quiet?",
        documents: ["An island without cars.", "A city at night."],
        top_n: 1,
      },
    },
    reply: services.RerankReply,
  },
  "POST /v1/moderations": {
    summary: "Whether texts or pictures are harmful; free",
    tag: CALLS,
    access: "key",
    request: { schema: services.ModerationsRequest, example: { model: EXAMPLE_MODELS.moderation, input: "Hello." } },
    reply: services.ModerationsReply,
  },
  "POST /v1/images/generations": {
    summary: "Pictures of what a text says",
    tag: CALLS,
    access: "key",
    request: {
      schema: services.ImagesRequest,
      example: { model: EXAMPLE_MODELS.image, prompt: "A quiet island at dusk", n: 1, size: "1024x1024" },
    },
    reply: services.ImagesReply,
    streams: true,
  },
  "POST /v1/audio/speech": {
    summary: "A text read aloud; what it cost is in X-Tollgate-Cost",
    tag: CALLS,
    access: "key",
    request: {
      schema: services.SpeechRequest,
      example: { model: EXAMPLE_MODELS.speech, input: "The sea is calm.", voice: "alloy" },
    },
    replyType: "audio/*",
  },
  "POST /v1/audio/transcriptions": {
    summary: "What is said in a recording",
    tag: CALLS,
    access: "key",
    request: {
      schema: services.TranscriptionsRequest,
      example: { model: EXAMPLE_MODELS.transcription, file: "recording.wav", response_format: "json" },
      file: "file",
    },
    reply: services.TranscriptionsReply,
    streams: true,
  },
  "POST /v1/quote": {
    summary: "The most a chat completion could cost, and whether it would be admitted; calls nobody",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.ChatRequest, example: { model: EXAMPLE_MODEL, messages, max_tokens: 200 } },
    reply: schemas.QuoteReply,
  },
  "POST /v1beta/models/{model}:generateContent": {
    summary: "An answer in Gemini’s words",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.GeminiRequest, example: gemini },
    reply: schemas.GeminiReply,
  },
  "POST /v1beta/models/{model}:streamGenerateContent": {
    summary: "The same as a stream",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.GeminiRequest, example: gemini },
    query: { alt: "sse, the only form" },
    streams: true,
  },
  "POST /v1beta/models/{model}:countTokens": {
    summary: "How many tokens contents have, counted here and free",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.GeminiRequest, example: gemini },
  },
  "POST /v1beta/models/{model}:embedContent": {
    summary: "A text as a vector, in Gemini’s words",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.OneData.partial(), example: embed },
  },
  "POST /v1beta/models/{model}:batchEmbedContents": {
    summary: "Texts as vectors, in Gemini’s words",
    tag: CALLS,
    access: "key",
    request: { schema: schemas.OneData.partial(), example: { requests: [embed] } },
  },
  "GET /v1/models": {
    summary: "Every model that is offered, with its cheapest price",
    tag: MODELS,
    access: "none",
    query: { limit: "how many", offset: "after how many" },
    reply: schemas.ModelList,
  },
  "GET /v1/models/count": { summary: "How many there are", tag: MODELS, access: "none", reply: schemas.Count },
  "GET /v1/models/{model}": { summary: "One model", tag: MODELS, access: "none", reply: schemas.OneModel },
  "GET /v1/models/{model}/endpoints": {
    summary: "Who serves a model, cheapest first, at which price, with uptime and speed",
    tag: MODELS,
    access: "none",
    reply: schemas.Endpoints,
  },
  "GET /v1/models/user": { summary: "Models this key may call", tag: MODELS, access: "key", reply: schemas.ModelList },
  "GET /v1/providers": {
    summary: "Everybody who serves a model",
    tag: MODELS,
    access: "none",
    reply: schemas.ManyData,
  },
  "GET /v1/key": {
    summary: "This key: its limits and what it has used",
    tag: ACCOUNT,
    access: "key",
    reply: schemas.OneData,
  },
  "GET /v1/auth/key": { summary: "The same under its older name", tag: ACCOUNT, access: "key", reply: schemas.OneData },
  "GET /v1/credits": { summary: "The workspace’s credit", tag: ACCOUNT, access: "key", reply: schemas.OneData },
  "GET /v1/generation": {
    summary: "The receipt of a call, signed",
    tag: ACCOUNT,
    access: "key",
    query: { id: "gen-…, from the answer or its X-Generation-Id" },
    reply: schemas.OneData,
  },
  "GET /v1/receipt-keys": {
    summary: "Public keys that verify receipts, as a JSON Web Key Set",
    tag: ACCOUNT,
    access: "none",
    reply: schemas.KeySet,
  },
  "GET /v1/activity": {
    summary: "What the workspace used by day, model and endpoint",
    tag: ACCOUNT,
    access: "management",
    query: { date: "a UTC day, such as 2026-11-30" },
    reply: schemas.ManyData,
  },
  "GET /v1/responses/{id}": {
    summary: "A response that was asked for with store: true",
    tag: ACCOUNT,
    access: "key",
    reply: schemas.ResponsesReply,
  },
  "DELETE /v1/responses/{id}": { summary: "Forgets a response that was kept", tag: ACCOUNT, access: "key" },
  "DELETE /v1/cache": { summary: "Forgets the workspace’s cached answers", tag: ACCOUNT, access: "management" },
  "POST /v1/auth/keys": {
    summary: "Exchanges the code of a sign-in for a key",
    tag: KEYS,
    access: "none",
    request: {
      schema: schemas.OneData.partial(),
      example: { code: "the code", code_verifier: "the verifier", code_challenge_method: "S256" },
    },
  },
  "GET /v1/keys": { summary: "Keys of the workspace", tag: KEYS, access: "management", reply: schemas.ManyData },
  "POST /v1/keys": {
    summary: "A new key; the answer shows it once",
    tag: KEYS,
    access: "management",
    request: { schema: schemas.NewKey, example: { name: "From the reference", limit: 5, limit_reset: "monthly" } },
  },
  "GET /v1/keys/{hash}": { summary: "One key", tag: KEYS, access: "management" },
  "PATCH /v1/keys/{hash}": {
    summary: "Changes a key",
    tag: KEYS,
    access: "management",
    request: { schema: schemas.NewKey.partial(), example: { disabled: true } },
  },
  "DELETE /v1/keys/{hash}": { summary: "Revokes a key", tag: KEYS, access: "management" },
};
