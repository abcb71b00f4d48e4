import { leftOut, uncarried } from "@tollgate/gateway/conversation/features";
import { readDialect } from "@tollgate/gateway/dialect-quirks";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import type { ConversationDialect } from "@tollgate/gateway/reply-formats";
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
    const lacks = dialect === request.surface ? [] : lacking(request, dialect);
    if (lacks.length === 0) able.push(endpoint);
    else if (missing.length === 0 || lacks.length < missing.length) missing = lacks;
  }
  return { endpoints: able, missing };
}

/** Who requires every parameter does not want hints left out either. */
function lacking({ surface, body, preferences }: InferenceRequest, dialect: ConversationDialect): string[] {
  const conversation = conversationOf(surface, body);
  const missing = uncarried(conversation, dialect);
  return preferences.requireParameters ? [...missing, ...leftOut(conversation, dialect)] : missing;
}

/** What an endpoint is not told although the caller said it; the answer can be had without. */
export function leftOutFor({ surface, body }: InferenceRequest, endpoint: EndpointRecord): string[] {
  const dialect = readDialect(endpoint.dialect)?.name;
  return dialect === undefined || dialect === surface ? [] : leftOut(conversationOf(surface, body), dialect);
}
