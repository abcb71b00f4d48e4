import { addressesToFetch, type FetchedMedia } from "@tollgate/gateway/conversation/linked-media";
import { readDialect } from "@tollgate/gateway/dialect-quirks";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { isService } from "@tollgate/gateway/services/services";
import { conversationOf } from "@tollgate/gateway/surfaces";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import { MediaUnreachable } from "./fetch-media.ts";
import type { InferenceCall } from "./inference-call.ts";

/** Addresses in a request whose pictures and files an endpoint takes as bytes only; most requests have none. */
export function addressesFor({ surface, body, text }: InferenceRequest, endpoint: EndpointRecord): readonly string[] {
  if (isService(surface)) return [];
  const quirks = readDialect(endpoint.dialect);
  if (quirks === null) return [];
  // Bytes that pass are not read as a conversation, unless they may name something that has to be fetched.
  if (surface === quirks.name && !(surface === "openai-chat" && mayName(text, quirks.mediaAddresses))) return [];
  return addressesToFetch(conversationOf(surface, body), quirks);
}

/** Chat completions have no word for a file somewhere else, and clients write its address where the bytes belong. */
function mayName(text: string, takesPictures: boolean): boolean {
  return text.includes('"file_data"') || (!takesPictures && text.includes('"image_url"'));
}

/**
 * Has what the next endpoint needs fetched, once for a call. Where that fails, it and others like it are taken out of `untried`.
 * @returns why, when it failed.
 */
export async function fetchMissing(
  call: InferenceCall,
  missing: readonly string[],
  untried: EndpointRecord[],
): Promise<MediaUnreachable | null> {
  const startedMs = performance.now();
  try {
    call.medias = new Map<string, FetchedMedia>([...call.medias, ...(await call.proxy.media.fetchAll(missing))]);
    return null;
  } catch (error) {
    if (!(error instanceof MediaUnreachable)) throw error;
    const others = untried.filter((endpoint) => missingFor(call, endpoint).length === 0);
    untried.splice(0, untried.length, ...others);
    return error;
  } finally {
    call.waitedMs += performance.now() - startedMs;
  }
}

/** What an endpoint needs and is not there yet; for most calls nothing, which costs no promise. */
export function missingFor(
  { request, medias }: InferenceCall,
  endpoint: EndpointRecord | undefined,
): readonly string[] {
  if (endpoint === undefined) return [];
  const addresses = addressesFor(request, endpoint);
  return addresses.length === 0 ? addresses : addresses.filter((url) => !medias.has(url));
}
