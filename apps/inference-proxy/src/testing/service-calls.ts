import type { ServiceName } from "@tollgate/gateway/services/services";
import type { FixtureEndpoint, FixtureModel } from "@tollgate/marketplace/testing/fixture";
import type { SurfaceCall } from "./surface-calls.ts";

/** A plain question to a service, and what it costs at the prices below. */
export interface ServiceCall extends SurfaceCall {
  readonly costNano: string;
}

export const EMBEDDING_MODEL = "acme/embed-1";

/** A model of each kind that is no chat model. */
export const SERVICE_MODELS: readonly FixtureModel[] = [{ id: EMBEDDING_MODEL, outputModalities: ["embeddings"] }];

/** Tokens cost 10 USD per million everywhere. */
export function serviceEndpoints(baseUrl: string): FixtureEndpoint[] {
  return [{ slug: "embeds", modelId: EMBEDDING_MODEL, baseUrl, pricesUsd: { input: "10" } }];
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
};
