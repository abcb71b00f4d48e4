import { type Feature, featuresOf, uncarried } from "@tollgate/gateway/conversation/features";
import { leftOut } from "@tollgate/gateway/conversation/left-out";
import { readDialect } from "@tollgate/gateway/dialect-quirks";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
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
    const lacks = dialect === request.surface ? [] : lacking(request, endpoint, dialect);
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

const MEDIA: readonly {
  readonly modality: string;
  readonly name: string;
  readonly features: readonly Feature[];
}[] = [
  { modality: "image", name: "pictures", features: ["images", "image_addresses"] },
  { modality: "audio", name: "sound", features: ["audio_input"] },
];

function lacking(request: InferenceRequest, endpoint: EndpointRecord, dialect: ConversationDialect): string[] {
  const { surface, body, preferences } = request;
  if (isService(surface)) return lackingForService(surface, request, { endpoint, dialect });
  const conversation = conversationOf(surface, body);
  const missing = uncarried(conversation, dialect, endpoint.upstreamModel);
  // Who requires every parameter does not want hints left out either.
  return preferences.requireParameters
    ? [...missing, ...leftOut(conversation, dialect, endpoint.upstreamModel)]
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

/** What an endpoint is not told although the caller said it; the answer can be had without. */
export function leftOutFor(request: InferenceRequest, endpoint: EndpointRecord): string[] {
  const { surface, body } = request;
  const dialect = readDialect(endpoint.dialect)?.name;
  const translated = dialect !== undefined && dialect !== surface && !isService(surface);
  return [
    ...request.leftOut,
    ...(translated ? leftOut(conversationOf(surface, body), dialect, endpoint.upstreamModel) : []),
  ];
}
