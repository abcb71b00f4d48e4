import { toGenerationId } from "@tollgate/gateway/call-id";
import type { FetchedMedias } from "@tollgate/gateway/conversation/linked-media";
import type { ReplyHead } from "@tollgate/gateway/conversation/reply-writer";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { namespacesOf } from "@tollgate/gateway/openai-responses/namespaces";
import type { Attribution } from "@tollgate/gateway/read-attribution";
import type { Admission } from "@tollgate/marketplace/inference/admission";
import type { AttemptRecord, RouteRecord } from "@tollgate/marketplace/inference/call-outcome";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import { type CacheTurn, ReplyRecorder } from "./cached-answer.ts";
import type { Caller } from "./caller.ts";
import { leftOutFor } from "./carried.ts";
import { isKept, keepResponse } from "./carry-on.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { pushRateHeaders } from "./rate-headers.ts";
import { CORS_HEADERS } from "./send.ts";

export interface InferenceCallInput {
  readonly proxy: ProxyContext;
  readonly caller: Caller;
  readonly request: InferenceRequest;
  readonly admission: Admission;
  /** How the order of attempts came about. */
  readonly route: RouteRecord;
  /** Who and what it is for; `null` when it did not say. */
  readonly attribution: Attribution | null;
  /** `null` when nobody asked for the cache. */
  readonly cache: CacheTurn | null;
  /** Monotonic milliseconds when the request came in. */
  readonly startedMs: number;
}

const NOTHING_FETCHED: FetchedMedias = new Map();

/** Something that can say what it has delivered so far. */
export interface Progressing {
  readonly endpoint: EndpointRecord;
  /** Null while nothing was delivered. */
  delivered(): { readonly outputCharacters: number } | null;
}

/** One admitted call while it is being served. */
export class InferenceCall {
  readonly proxy: ProxyContext;
  readonly caller: Caller;
  readonly request: InferenceRequest;
  /** Replaced when more is held. */
  admission: Admission;
  /** Settles when the question for a larger hold is answered; null while none is asked. */
  extending: Promise<void> | null = null;
  /** The attempt that is under way. */
  current: Progressing | null = null;
  readonly route: RouteRecord;
  readonly attribution: Attribution | null;
  readonly cache: CacheTurn | null;
  /** Hears the answer, so that it can be given again; of calls that asked for that alone. */
  readonly recorder: ReplyRecorder | null;
  readonly startedMs: number;
  readonly generationId: string;
  /** Attempts that have ended, for the receipt. */
  readonly attempts: AttemptRecord[] = [];
  /** Of the attempt that is under way, from 1. */
  attemptNumber = 0;
  /** Milliseconds spent waiting for endpoints before the first content. */
  waitedMs = 0;
  firstContentMs: number | null = null;
  /** Pictures and files that were fetched for endpoints that take no addresses. */
  medias: FetchedMedias = NOTHING_FETCHED;
  /** Set when the process stops before the call has ended. */
  interrupted = false;
  /** When the caller last got a byte of a stream, or the request came in. */
  lastSentMs: number;

  constructor({ proxy, caller, request, admission, route, attribution, cache, startedMs }: InferenceCallInput) {
    this.proxy = proxy;
    this.caller = caller;
    this.request = request;
    this.admission = admission;
    this.route = route;
    this.attribution = attribution;
    this.cache = cache;
    this.recorder = cache?.keep ? new ReplyRecorder(cache.keep) : null;
    this.startedMs = startedMs;
    this.lastSentMs = startedMs;
    this.generationId = toGenerationId(admission.callId);
    if (isKept(request)) caller.beforeEnd = (bytes) => keepResponse(this, bytes);
  }

  elapsedMs(): number {
    return performance.now() - this.startedMs;
  }

  /** What an answer calls itself. */
  head({ modelId: model, providerName: provider }: EndpointRecord): ReplyHead {
    const createdSeconds = Math.floor(this.admission.admittedAtMs / 1000);
    const named = { generationId: this.generationId, model, provider, createdSeconds };
    const { surface, body, previousResponseId } = this.request;
    if (surface !== "openai-responses") return named;
    return { ...named, namespaces: namespacesOf(body), stored: isKept(this.request), previousResponseId };
  }

  /** Output ceiling per choice for one endpoint: what the hold covers, within what the endpoint can give. */
  outputCeiling(endpoint: EndpointRecord): number {
    const perChoice = Math.max(1, Math.floor(this.admission.maxOutputTokens / this.request.choices));
    return Math.min(perChoice, endpoint.maxOutputTokens ?? perChoice);
  }

  /** Output of all choices that may be delivered when credit allows. An answer in one piece, or one that may think unseen, gets what is held. */
  totalCeiling(endpoint: EndpointRecord): number {
    const { maxOutputTokens: held, model, inputTokensBound } = this.admission;
    const { stream, maxOutputTokens: asked, choices } = this.request;
    if (!stream || model.features.includes("reasoning")) return held;
    const limit = endpoint.maxOutputTokens ?? model.maxOutputTokens;
    const room = endpoint.contextLength > 0 ? endpoint.contextLength - inputTokensBound : Number.POSITIVE_INFINITY;
    const most = Math.min(asked ?? limit ?? held / choices, limit ?? Number.POSITIVE_INFINITY, room);
    return Math.max(held, Math.floor(most) * choices);
  }

  /** Output ceiling per choice that the endpoint is told. */
  upstreamCeiling(endpoint: EndpointRecord): number {
    const perChoice = Math.max(1, Math.floor(this.totalCeiling(endpoint) / this.request.choices));
    return Math.min(perChoice, endpoint.maxOutputTokens ?? perChoice);
  }

  /** The first content arrived at an attempt that began at `attemptStartedMs`. */
  noteFirstContent(attemptStartedMs: number): void {
    const nowMs = performance.now();
    this.waitedMs += nowMs - attemptStartedMs;
    this.firstContentMs = nowMs - this.startedMs;
    this.proxy.metrics.answered(this.firstContentMs - this.waitedMs, this.firstContentMs);
  }

  /** Headers that say who answered, flat. */
  headers(endpoint: EndpointRecord): string[] {
    const headers = [
      "x-generation-id",
      this.generationId,
      "x-tollgate-provider",
      endpoint.providerSlug,
      "x-tollgate-attempts",
      String(this.attemptNumber),
      "x-tollgate-overhead-ms",
      Math.max(0, this.elapsedMs() - this.waitedMs).toFixed(2),
      "x-tollgate-route",
      this.route.order,
      ...CORS_HEADERS,
    ];
    if (endpoint.ownKeyId !== undefined) headers.push("x-tollgate-own-key", "true");
    const { passedOver } = this.route;
    if (passedOver.length > 0)
      headers.push(
        "x-tollgate-passed-over",
        passedOver.map(({ provider, reason }) => `${provider}=${reason}`).join(", "),
      );
    const asked = this.request.maxOutputTokens;
    const ceiling = this.outputCeiling(endpoint);
    if (this.admission.clamped || (asked !== null && asked > ceiling))
      headers.push("x-tollgate-max-tokens", String(ceiling));
    if (this.cache !== null) {
      headers.push("x-tollgate-cache", this.cache.status);
      if (this.cache.replay) headers.push("x-tollgate-cache-age", String(this.cache.replay.ageSeconds));
    }
    const left = leftOutFor(this.request, endpoint, this.upstreamCeiling(endpoint));
    if (left.length > 0) headers.push("x-tollgate-left-out", left.join(", "));
    pushRateHeaders(headers, this.admission.rates);
    return headers;
  }
}

export const STREAM_HEADERS: readonly string[] = [
  "content-type",
  "text/event-stream; charset=utf-8",
  "cache-control",
  "no-cache",
  "x-accel-buffering",
  "no",
];
