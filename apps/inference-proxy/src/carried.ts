import { type Feature, featuresOf, uncarried } from "@tollgate/gateway/conversation/features";
import { leftOut } from "@tollgate/gateway/conversation/left-out";
import { readDialect } from "@tollgate/gateway/dialect-quirks";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { objectIn } from "@tollgate/gateway/json-fields";
import { fitMembers } from "@tollgate/gateway/openai-chat/fit-members";
import { refusedMembers } from "@tollgate/gateway/pass-body";
import { PICTURE_TOOL } from "@tollgate/gateway/priced-apart";
import { asksPictureTool, refusedAsIs } from "@tollgate/gateway/refused-as-is";
import type { ConversationDialect } from "@tollgate/gateway/reply-formats";
import { pricesService } from "@tollgate/gateway/services/service-units";
import { isService, SERVICES, type ServiceName } from "@tollgate/gateway/services/services";
import { conversationOf } from "@tollgate/gateway/surfaces";
import type { EndpointRecord, ModelRecord } from "@tollgate/marketplace/snapshot/records";

export interface Carriers {
  readonly endpoints: readonly EndpointRecord[];
  /** What keeps the nearest of the others from being asked; empty when nothing does. */
  readonly missing: readonly string[];
}

/**
 * Endpoints that can be asked all of a request: those of its own dialect always, others when their dialect can say it. A request is read as a
 * conversation only when an endpoint speaks something else.
 */
export function carriersOf(request: InferenceRequest, { endpoints }: ModelRecord): Carriers {
  const able: EndpointRecord[] = [];
  let missing: readonly string[] = [];
  for (const endpoint of endpoints) {
    const dialect = readDialect(endpoint.dialect)?.name;
    if (dialect === undefined) continue;
    const lacks = dialect === request.surface ? lackingAsIs(request, endpoint) : lacking(request, endpoint, dialect);
    if (lacks.length === 0) able.push(endpoint);
    else if (missing.length === 0 || lacks.length < missing.length) missing = lacks;
  }
  return { endpoints: able, missing };
}

/** What a request shows and a model does not look at or listen to. Only a request that has the word anywhere is read for that. */
export function unreadBy({ surface, body, text }: InferenceRequest, { inputModalities }: ModelRecord): string[] {
  if (isService(surface)) return [];
  const missing = MEDIA.filter(({ modality }) => !inputModalities.includes(modality) && text.includes(modality));
  if (missing.length === 0) return [];
  const shown = featuresOf(conversationOf(surface, body));
  return missing.filter(({ features }) => features.some((one) => shown.has(one))).map(({ name }) => name);
}

/** What a request wants in its answer and a model does not give. */
export function ungivenBy({ surface, body }: InferenceRequest, { outputModalities }: ModelRecord): string[] {
  if (isService(surface) || outputModalities.includes("image")) return [];
  const { responseModalities } = objectIn(body.generationConfig ?? body.generation_config);
  const asked = surface === "gemini-generate" ? responseModalities : body.modalities;
  if (surface === "openai-responses") return asksPictureTool(body) ? [PICTURE_TOOL] : [];
  const wants = Array.isArray(asked) && asked.some((one) => typeof one === "string" && one.toLowerCase() === "image");
  return wants ? ["pictures in the answer"] : [];
}

const MEDIA: readonly {
  readonly modality: string;
  readonly name: string;
  readonly features: readonly Feature[];
}[] = [
  { modality: "image", name: "pictures", features: ["images", "image_addresses"] },
  { modality: "audio", name: "sound", features: ["audio_input"] },
];

const NOTHING: readonly string[] = [];

/** Of a request in the endpoint's own dialect. */
function lackingAsIs(request: InferenceRequest, { upstreamModel }: EndpointRecord): readonly string[] {
  const refused = refusedAsIs(request, upstreamModel);
  if (request.surface !== "openai-chat" || !request.preferences.requireParameters) return refused;
  return [...refused, ...fitMembers(upstreamModel, request.body).leftOut];
}

function lacking(request: InferenceRequest, endpoint: EndpointRecord, dialect: ConversationDialect): string[] {
  const { surface, body, preferences } = request;
  if (isService(surface)) return lackingForService(surface, request, { endpoint, dialect });
  const conversation = conversationOf(surface, body);
  const missing = uncarried(conversation, dialect, endpoint.upstreamModel);
  // Who requires every parameter does not want hints left out either.
  return preferences.requireParameters
    ? [
        ...missing,
        ...leftOut(conversation, dialect, {
          model: endpoint.upstreamModel,
          maxOutputTokens: mostOutput(request, endpoint),
        }),
      ]
    : missing;
}

/** An endpoint without a price for what a service comes to is not asked for it: nothing is free by accident. */
function lackingForService(
  surface: ServiceName,
  { body }: InferenceRequest,
  { endpoint, dialect }: { readonly endpoint: EndpointRecord; readonly dialect: ConversationDialect },
): string[] {
  const service = SERVICES[surface];
  const isOffered = service.path(dialect, endpoint.upstreamModel, body) !== null;
  if (!isOffered || !pricesService(service, endpoint.price.prices)) return [service.name];
  return service.lacking(body, dialect);
}

/** Output that is planned with before anything is held: as much as is asked, within what the endpoint gives. */
function mostOutput({ maxOutputTokens: asked }: InferenceRequest, { maxOutputTokens: most }: EndpointRecord): number {
  return Math.min(asked ?? Number.MAX_SAFE_INTEGER, most ?? Number.MAX_SAFE_INTEGER);
}

/** What an endpoint is not told although the caller said it; the answer can be had without. @param maxOutputTokens what it is told. */
export function leftOutFor(request: InferenceRequest, endpoint: EndpointRecord, maxOutputTokens: number): string[] {
  const dialect = readDialect(endpoint.dialect)?.name;
  return dialect === undefined
    ? [...request.leftOut]
    : [...request.leftOut, ...leftOutBy(request, dialect, { model: endpoint.upstreamModel, maxOutputTokens })];
}

function leftOutBy(
  request: InferenceRequest,
  dialect: ConversationDialect,
  needs: { readonly model: string; readonly maxOutputTokens: number },
): readonly string[] {
  const { surface, body } = request;
  if (isService(surface)) return NOTHING;
  if (surface !== dialect) return leftOut(conversationOf(surface, body), dialect, needs);
  if (surface === "openai-chat") return fitMembers(needs.model, body).leftOut;
  return surface === "openai-responses" ? refusedMembers(request, needs.model).map(([name]) => name) : NOTHING;
}
