import type { IncomingHttpHeaders } from "node:http";
import { classifyReply, connectFailure, type Failure, timeoutFailure } from "@tollgate/gateway/classify-error";
import { type DialectQuirks, readDialect } from "@tollgate/gateway/dialect-quirks";
import { readErrorBody } from "@tollgate/gateway/error-object";
import type { GatewayErrorCode } from "@tollgate/gateway/errors";
import { serviceOf } from "@tollgate/gateway/services/services";
import { upstreamBody } from "@tollgate/gateway/upstream-body";
import type { MeteredUnits, ReportedUsage } from "@tollgate/gateway/usage-units";
import type { KeptReply } from "@tollgate/marketplace/inference/answer-cache";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import type { Dispatcher } from "undici";
import type { CallerListener } from "./caller.ts";
import type { Watched } from "./deadlines.ts";
import type { InferenceCall, Progressing } from "./inference-call.ts";
import type { UpstreamTarget } from "./upstream-targets.ts";

/** What an endpoint delivered, ready to be metered and closed. */
export interface Delivery {
  /** The usage object to show, in the caller's dialect; undefined when none was reported. */
  readonly usage: unknown;
  /** What was reported, in disjoint buckets. */
  readonly reported: ReportedUsage | null;
  readonly hasContent: boolean;
  readonly finishReason: string | null;
  /** Generated text, JSON-escaped byte text, and how much more was not kept. */
  readonly outputText: string;
  readonly outputBeyond: number;
  /** Pieces that the answer of a service shows. */
  readonly counted?: MeteredUnits;
  /** Sends what is left to send. @param usage JSON of the usage object. @param error JSON of an error object, or null. */
  close(usage: string, error: string | null): void;
}

export type AttemptEnd =
  | { readonly kind: "failed"; readonly failure: Failure }
  /** The caller left or the process stops, and nothing is known to have been generated. */
  | { readonly kind: "abandoned" }
  | {
      readonly kind: "delivered";
      readonly ending: "completed" | "cut" | "aborted";
      readonly delivery: Delivery;
      /** What the caller is told when the answer broke off. */
      readonly interruption: GatewayErrorCode | null;
    };

const MAX_ERROR_CHARACTERS = 64 * 1024;

/** One try at one endpoint. A handler object for undici's `dispatch`: methods instead of closures, no stream objects in between. */
export abstract class Attempt implements Dispatcher.DispatchHandler, CallerListener, Watched, Progressing {
  readonly startedMs = performance.now();
  status: number | null = null;
  protected readonly call: InferenceCall;
  readonly endpoint: EndpointRecord;
  protected readonly quirks: DialectQuirks;
  protected controller: Dispatcher.DispatchController | null = null;
  protected settled = false;
  protected lastDataMs = this.startedMs;
  #resolve: ((end: AttemptEnd) => void) | null = null;
  #errorBody: string | null = null;
  #retryAfter: string | null = null;
  #drainUntilMs: number | null = null;
  /** Headers that this call alone carries. */
  #proof: readonly string[] | null = null;

  constructor(call: InferenceCall, endpoint: EndpointRecord) {
    this.call = call;
    this.endpoint = endpoint;
    this.quirks = quirksOf(endpoint);
  }

  /** Sends the request. Resolves once, and never rejects. */
  run(): Promise<AttemptEnd> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.call.caller.listener = this;
      this.call.current = this;
      this.call.proxy.deadlines.watch(this);
      const { cache } = this.call;
      try {
        if (cache?.replay) this.#replay(cache.replay.reply);
        else this.#dispatch();
      } catch (error) {
        this.settle({ kind: "failed", failure: connectFailure(nameOf(error)) });
      }
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.settled) controller.abort(new Error("abandoned"));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.lastDataMs = performance.now();
    if (status >= 300) {
      this.#errorBody = "";
      this.#retryAfter = headers["retry-after"] ?? null;
    } else {
      this.call.recorder?.begin(headers["content-type"] ?? null);
      this.began(headers);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.lastDataMs = performance.now();
    if (this.settled) return;
    if (this.#errorBody === null) {
      this.call.recorder?.push(chunk);
      this.arrived(chunk.toString("latin1"));
    } else if (this.#errorBody.length < MAX_ERROR_CHARACTERS) this.#errorBody += chunk.toString("utf8");
  }

  onResponseEnd(): void {
    if (this.settled) return;
    if (this.#errorBody === null) {
      this.ended();
      return;
    }
    const status = this.status ?? 502;
    const { message } = readErrorBody(this.#errorBody, status);
    if (status === 401 && this.#proof !== null)
      this.call.proxy.targets.proofRefused(this.call.proxy.targets.of(this.endpoint), this.#proof);
    const judged = status < 400 ? 502 : status;
    this.failWith(classifyReply({ status: judged, retryAfter: this.#retryAfter, message }, this.call.proxy.nowMs()));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.settled) this.broke(nameOf(error));
  }

  callerLeft(): void {
    if (this.settled) return;
    if (this.quirks.onDisconnect === "cancel") {
      this.stop(null);
      return;
    }
    this.#drainUntilMs = performance.now() + this.call.proxy.settings.drainMs;
    this.controller?.resume();
  }

  callerReady(): void {
    this.controller?.resume();
  }

  onTick(nowMs: number): void {
    const { settings } = this.call.proxy;
    const { blockedSinceMs } = this.call.caller;
    if (this.call.interrupted) {
      this.stop("shutting_down");
      return;
    }
    if (this.#drainUntilMs !== null) {
      if (nowMs > this.#drainUntilMs || !this.withinHold()) this.stop(null);
      return;
    }
    if (blockedSinceMs !== null) {
      if (nowMs - blockedSinceMs > settings.idleTimeoutMs) this.call.caller.drop();
      return;
    }
    this.checkTime(nowMs);
  }

  /** What was delivered so far, or null while nothing was or nobody can tell. */
  delivered(): { readonly outputCharacters: number } | null {
    return null;
  }

  /** Whether an answer whose caller left may be read on for what is held. */
  protected withinHold(): boolean {
    return true;
  }

  /** A successful response began. */
  protected abstract began(headers: IncomingHttpHeaders): void;
  /** @param bytes one character per byte. */
  protected abstract arrived(bytes: string): void;
  protected abstract ended(): void;
  /** The connection failed. */
  protected abstract broke(reason: string): void;
  /** What to conclude when reading stops before the endpoint is done. */
  protected abstract stopped(interruption: GatewayErrorCode | null): AttemptEnd;
  protected abstract checkTime(nowMs: number): void;

  /** Stops reading: the caller is gone or the process stops. */
  protected stop(interruption: GatewayErrorCode | null): void {
    if (this.settled) return;
    const end = this.stopped(interruption);
    this.abort();
    this.settle(end);
  }

  protected failWith(failure: Failure): void {
    this.settle({ kind: "failed", failure });
  }

  protected timeOut(what: string): void {
    this.abort();
    this.failWith(timeoutFailure(what));
  }

  protected abort(): void {
    const { controller } = this;
    this.controller = null;
    // Marked first: undici reports the abort to `onResponseError` at once.
    const wasSettled = this.settled;
    this.settled = true;
    controller?.abort(new Error("abandoned"));
    this.settled = wasSettled;
  }

  protected settle(end: AttemptEnd): void {
    if (this.settled) return;
    this.settled = true;
    this.call.caller.listener = null;
    this.call.current = null;
    this.call.proxy.deadlines.unwatch(this);
    this.#resolve?.(end);
  }

  #path(target: UpstreamTarget): string {
    const { surface, stream, body } = this.call.request;
    const service = serviceOf(surface);
    if (service === null) return stream ? target.streamPath : target.path;
    return target.basePath + (service.path(this.quirks.name, this.endpoint.upstreamModel, body) ?? "");
  }

  /** The endpoint's answer as it came before: nobody is asked. */
  #replay({ contentType, bytes }: KeptReply): void {
    this.status = 200;
    this.began(contentType === null ? {} : { "content-type": contentType });
    this.arrived(bytes.toString("latin1"));
    this.ended();
  }

  #dispatch(): void {
    const { proxy, request } = this.call;
    const target = proxy.targets.of(this.endpoint);
    const body = upstreamBody(request, {
      model: this.endpoint.upstreamModel,
      maxOutputTokens: this.call.upstreamCeiling(this.endpoint),
      quirks: this.quirks,
    });
    const path = this.#path(target);
    const headers = request.form ? withContentType(target.headers, request.form.contentType) : target.headers;
    if (target.credential === null) {
      target.pool.dispatch({ method: "POST", path, headers, body }, this);
      return;
    }
    const proof = proxy.targets.proofOf(target, { path, contentType: headers[1] ?? "", body });
    if (!(proof instanceof Promise)) {
      this.#dispatchProven(target, { path, headers, body, proof });
      return;
    }
    proof.then(
      (came) => this.#dispatchProven(target, { path, headers, body, proof: came }),
      () => this.failWith(classifyReply({ status: 401, retryAfter: null, message: NO_TOKEN }, proxy.nowMs())),
    );
  }

  /** A token may have come when the caller was gone already. */
  #dispatchProven(target: UpstreamTarget, { path, headers, body, proof }: ProvenCall): void {
    if (this.settled) return;
    this.#proof = proof;
    try {
      target.pool.dispatch({ method: "POST", path, headers: [...headers, ...proof], body }, this);
    } catch (error) {
      this.failWith(connectFailure(nameOf(error)));
    }
  }
}

interface ProvenCall {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly proof: readonly string[];
}

const NO_TOKEN = "no access token could be had for the endpoint's service account";

/** @param headers flat; the content type comes first in them. */
function withContentType(headers: readonly string[], contentType: string): string[] {
  return ["content-type", contentType, ...headers.slice(2)];
}

/** Endpoints whose dialect nobody here speaks are never routed to. */
function quirksOf(endpoint: EndpointRecord): DialectQuirks {
  const quirks = readDialect(endpoint.dialect);
  if (!quirks) throw new TypeError("an endpoint of an unknown dialect was routed to");
  return quirks;
}

/** A failure's name for logs and receipts; addresses and credentials stay out. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.name === "Error" ? "connection failed" : error.name;
}
