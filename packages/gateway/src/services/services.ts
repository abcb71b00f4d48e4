import type { SurfaceName } from "../surfaces.ts";
import { completions } from "./completions.ts";
import { geminiEmbeddings } from "./gemini-embeddings.ts";
import { images } from "./images.ts";
import { moderations } from "./moderations.ts";
import { openAiEmbeddings } from "./openai-embeddings.ts";
import { rerank } from "./rerank.ts";
import type { Service } from "./service.ts";
import { speech } from "./speech.ts";
import { transcriptions } from "./transcriptions.ts";

/** Every API that asks a model for something else than a conversation. */
export const SERVICES = {
  "openai-embeddings": openAiEmbeddings,
  "gemini-embeddings": geminiEmbeddings,
  "openai-completions": completions,
  rerank,
  "openai-moderations": moderations,
  "openai-images": images,
  "openai-speech": speech,
  "openai-transcriptions": transcriptions,
} as const satisfies Record<string, Service>;

export type ServiceName = keyof typeof SERVICES;

/** The API a request came by. */
export type AskedSurface = SurfaceName | ServiceName;

export function isService(surface: AskedSurface): surface is ServiceName {
  return Object.hasOwn(SERVICES, surface);
}

/** The service a request is for, or `null` when it asks for a conversation. */
export function serviceOf(surface: AskedSurface): Service | null {
  return isService(surface) ? SERVICES[surface] : null;
}
