import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import {
  canonicalRequest,
  DEFAULT_CACHE_SECONDS,
  isAlike,
  mayBeKept,
  readCacheWish,
} from "@tollgate/gateway/answer-cache";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { InvalidParam } from "@tollgate/gateway/read-preferences";
import type { MeteredUnits } from "@tollgate/gateway/usage-units";
import type { KeptReply } from "@tollgate/marketplace/inference/answer-cache";
import type { EndpointRecord, KeyRecord, ModelRecord } from "@tollgate/marketplace/snapshot/records";
import type { ProxyContext } from "./proxy-context.ts";
import { Refusal } from "./refusal.ts";

/** What a request and its key want of the cache; `null` when neither asks, so that nothing is looked at. */
export interface CacheTerms {
  /** `bypass` when the request may not be answered from it, or does not want to be. */
  readonly mode: "use" | "refresh" | "bypass";
  readonly ttlSeconds: number;
}

/** @throws Refusal for a wish that cannot be understood. */
export function cacheTerms(key: KeyRecord, request: InferenceRequest, req: IncomingMessage): CacheTerms | null {
  const wish = wishOf(request, req);
  if (wish === null && key.cacheTtlSeconds === null) return null;
  const ttlSeconds = wish?.ttlSeconds ?? key.cacheTtlSeconds ?? DEFAULT_CACHE_SECONDS;
  if (wish?.mode === "off" || !mayBeKept(request)) return { mode: "bypass", ttlSeconds };
  if (wish === null && !isAlike(request)) return { mode: "bypass", ttlSeconds };
  return { mode: wish?.mode ?? "use", ttlSeconds };
}

function wishOf({ body }: InferenceRequest, { headers }: IncomingMessage) {
  try {
    return readCacheWish(body, headers);
  } catch (error) {
    if (!(error instanceof InvalidParam)) throw error;
    throw new Refusal("invalid_request", { details: { message: error.message, param: error.param } });
  }
}

/** One call's dealings with the cache. */
export interface CacheTurn {
  readonly status: "hit" | "miss" | "bypass";
  readonly replay: Replay | null;
  /** Where its answer is kept; `null` when it is not to be. */
  readonly keep: { readonly name: string; readonly ttlSeconds: number } | null;
}

/** An answer that is there already, and the endpoint that gave it, with the fee that stands in place of its price. */
export interface Replay {
  readonly reply: KeptReply;
  readonly endpoint: EndpointRecord;
  readonly ageSeconds: number;
}

const BYPASS: CacheTurn = { status: "bypass", replay: null, keep: null };

/**
 * Looks an answer up. What one app asked is not told to another, nor to the workspace itself: whether an answer is there would say that it was
 * asked. An endpoint that is offered no more leaves nothing behind. A cache that does not answer is passed by.
 */
export async function cacheTurn(
  proxy: ProxyContext,
  terms: CacheTerms,
  { key, request, model }: { readonly key: KeyRecord; readonly request: InferenceRequest; readonly model: ModelRecord },
): Promise<CacheTurn> {
  const { cachedFee: fee } = proxy.desk.snapshot();
  if (terms.mode === "bypass" || fee === null) return BYPASS;
  const name = hash("sha256", `${key.grant?.id ?? ""} ${model.id} ${canonicalRequest(request)}`, "base64url");
  const keep = { name, ttlSeconds: terms.ttlSeconds };
  if (terms.mode === "refresh") return { status: "miss", replay: null, keep };
  try {
    const reply = await proxy.desk.answers.read({ workspaceId: key.workspaceId, name });
    const served = reply && model.endpoints.find(({ id }) => id === reply.endpointId);
    if (!reply || !served) return { status: "miss", replay: null, keep };
    const ageSeconds = Math.max(0, Math.floor((proxy.nowMs() - reply.keptAtMs) / 1000));
    return { status: "hit", replay: { reply, endpoint: { ...served, fee }, ageSeconds }, keep: null };
  } catch (error) {
    proxy.log.warn({ err: error }, "the cache of answers could not be read");
    return BYPASS;
  }
}

/** Largest answer that is kept, as it came. */
const MOST_BYTES = 512 * 1024;

/** Listens to an attempt, so that its answer can be given again. */
export class ReplyRecorder {
  readonly #keep: { readonly name: string; readonly ttlSeconds: number };
  #chunks: Buffer[] = [];
  #size = 0;
  #contentType: string | null = null;

  constructor(keep: { readonly name: string; readonly ttlSeconds: number }) {
    this.#keep = keep;
  }

  /** Of each attempt; what an earlier one said is forgotten. */
  begin(contentType: string | null): void {
    this.#chunks = [];
    this.#size = 0;
    this.#contentType = contentType;
  }

  push(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= MOST_BYTES) this.#chunks.push(chunk);
    else this.#chunks = [];
  }

  /** Keeps what was heard. What fails here costs the next caller a call. */
  async store(
    { desk, log, nowMs }: ProxyContext,
    { workspaceId, endpointId, units }: { workspaceId: string; endpointId: string; units: MeteredUnits },
  ): Promise<void> {
    if (this.#size > MOST_BYTES || this.#size === 0) return;
    const { name, ttlSeconds } = this.#keep;
    const bytes = Buffer.concat(this.#chunks);
    const reply = { endpointId, contentType: this.#contentType, units, keptAtMs: nowMs(), bytes };
    try {
      await desk.answers.store({ workspaceId, name }, reply, ttlSeconds);
    } catch (error) {
      log.warn({ err: error }, "an answer could not be kept in the cache");
    }
  }
}
