import type { ServiceName } from "@tollgate/gateway/services/services";
import type { FixtureEndpoint, FixtureModel } from "@tollgate/marketplace/testing/fixture";
import { type SurfaceCall, TEST_MODEL } from "./surface-calls.ts";

/** A plain question to a service, and what it costs at the prices below. */
export interface ServiceCall extends SurfaceCall {
  readonly costNano: string;
}

export const EMBEDDING_MODEL = "acme/embed-1";
export const RERANK_MODEL = "acme/rank-1";
export const MODERATION_MODEL = "acme/guard-1";
export const IMAGE_MODEL = "acme/paint-1";
export const TOKEN_IMAGE_MODEL = "acme/paint-by-token";
export const SPEECH_MODEL = "acme/voice-1";
export const TRANSCRIPTION_MODEL = "acme/hear-1";
export const TOKEN_TRANSCRIPTION_MODEL = "acme/hear-by-token";

/** A model of each kind that is no chat model; of those that are priced in two ways one of each. */
export const SERVICE_MODELS: readonly FixtureModel[] = [
  { id: EMBEDDING_MODEL, outputModalities: ["embeddings"] },
  { id: RERANK_MODEL, outputModalities: ["rerank"] },
  { id: MODERATION_MODEL, inputModalities: ["text", "image"], outputModalities: ["moderation"] },
  { id: IMAGE_MODEL, outputModalities: ["image"] },
  { id: TOKEN_IMAGE_MODEL, outputModalities: ["image"] },
  { id: SPEECH_MODEL, outputModalities: ["audio"] },
  { id: TRANSCRIPTION_MODEL, inputModalities: ["audio"], outputModalities: ["transcription"] },
  { id: TOKEN_TRANSCRIPTION_MODEL, inputModalities: ["audio"], outputModalities: ["transcription"] },
];

/** Tokens cost 10 USD per million everywhere; pieces what vendors ask for them, about. */
export function serviceEndpoints(baseUrl: string): FixtureEndpoint[] {
  const tokens = { input: "10", output: "10", input_audio: "10" };
  return [
    { slug: "embeds", modelId: EMBEDDING_MODEL, baseUrl, pricesUsd: { input: "10" } },
    { slug: "ranks", modelId: RERANK_MODEL, baseUrl, pricesUsd: { search: "2000" } },
    { slug: "guards", modelId: MODERATION_MODEL, baseUrl, pricesUsd: { input: "0" } },
    { slug: "paints", modelId: IMAGE_MODEL, baseUrl, pricesUsd: { image: "40000" } },
    { slug: "paints-by-token", modelId: TOKEN_IMAGE_MODEL, baseUrl, pricesUsd: tokens },
    { slug: "speaks", modelId: SPEECH_MODEL, baseUrl, pricesUsd: { character: "15" } },
    { slug: "hears", modelId: TRANSCRIPTION_MODEL, baseUrl, pricesUsd: { audio_second: "100" } },
    { slug: "hears-by-token", modelId: TOKEN_TRANSCRIPTION_MODEL, baseUrl, pricesUsd: tokens },
  ];
}

export const SERVICE_CALLS: Readonly<Record<ServiceName, ServiceCall>> = {
  "openai-embeddings": {
    path: "/v1/embeddings",
    body: { model: EMBEDDING_MODEL, input: ["Say hello.", "Say goodbye."] },
    costNano: "200000",
  },
  "gemini-embeddings": {
    path: `/v1beta/models/${EMBEDDING_MODEL}:embedContent`,
    body: { content: { parts: [{ text: "Say hello." }] } },
    costNano: "200000",
  },
  "openai-completions": {
    path: "/v1/completions",
    body: { model: TEST_MODEL, prompt: "Say hello.", max_tokens: 100 },
    costNano: "1500000",
  },
  rerank: {
    path: "/v1/rerank",
    body: { model: RERANK_MODEL, query: "greeting", documents: ["Hello!", "Goodbye!"] },
    costNano: "2000000",
  },
  "openai-moderations": {
    path: "/v1/moderations",
    body: { model: MODERATION_MODEL, input: "Say hello." },
    costNano: "0",
  },
  "openai-images": {
    path: "/v1/images/generations",
    body: { model: IMAGE_MODEL, prompt: "A bridge that hums", n: 2 },
    costNano: "80000000",
  },
  "openai-speech": {
    path: "/v1/audio/speech",
    body: { model: SPEECH_MODEL, input: "Say hello.", voice: "alloy" },
    costNano: "150000",
  },
  "openai-transcriptions": {
    path: "/v1/audio/transcriptions",
    body: { model: TRANSCRIPTION_MODEL, file: wav(3) },
    costNano: "300000",
  },
};

/** A silent recording, one byte a sample and 8,000 of them a second. */
export function wav(seconds: number): File {
  const [rate, samples] = [8_000, 8_000 * seconds];
  const bytes = Buffer.alloc(44 + samples, 0x80);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + samples, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples, 40);
  return new File([bytes], "recording.wav", { type: "audio/wav" });
}

/** A body as the fields of a form. */
export function formOf(body: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof File) form.append(name, value);
    else form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return form;
}
