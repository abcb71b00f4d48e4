import type { IncomingHttpHeaders } from "node:http";
import { classifyReply, connectFailure, type Failure, timeoutFailure } from "@tollgate/gateway/classify-error";
import type { DialectQuirks } from "@tollgate/gateway/dialect-quirks";
import { readErrorBody } from "@tollgate/gateway/error-object";
import type { GatewayErrorCode } from "@tollgate/gateway/errors";
import { serviceOf } from "@tollgate/gateway/services/services";
import { upstreamBody } from "@tollgate/gateway/upstream-body";
import type { KeptReply } from "@tollgate/marketplace/inference/answer-cache";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import type { Dispatcher } from "undici";
import type { AttemptEnd } from "./attempt-end.ts";
import { NO_TOKEN, nameOf, type ProvenCall, quirksOf, withContentType } from "./attempt-parts.ts";
import type { CallerListener } from "./caller.ts";
import type { Watched } from "./deadlines.ts";
import type { InferenceCall, Progressing } from "./inference-call.ts";
import { healthName } from "./own-keys.ts";
import type { UpstreamTarget } from "./upstream-targets.ts";

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
  /** The connection is there and the request is being written. */
  sent = false;
  /** Told once, right before the request is written. */
  onSent: (() => void) | null = null;
  #resolve: ((end: AttemptEnd) => void) | null = null;
  #outrun = false;
  /** Set while the connection is waited for. */
  #connectingSinceMs: number | null = null;
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
      this.#attend();
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

  /** @throws when the request is not wanted any more: undici then writes nothing, and keeps the connection for the next one. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#connectingSinceMs !== null) this.#noteConnect(performance.now() - this.#connectingSinceMs);
    if (this.settled) throw NOT_WANTED;
    this.sent = true;
    this.controller = controller;
    this.onSent?.();
    // Two may have been connecting; the one that is sent is the call's.
    this.#attend();
  }

  get hasEnded(): boolean {
    return this.settled;
  }

  /** Another endpoint was there first: takes the request back, which was not sent. */
  outrun(): void {
    if (this.settled || this.sent) return;
    this.#outrun = true;
    this.settle({ kind: "outrun" });
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
    // What becomes of the connection later still tells of the endpoint.
    else if (this.#outrun && error !== NOT_WANTED)
      this.call.proxy.health.failed(healthName(this.endpoint), connectFailure(nameOf(error)), this.call.proxy.nowMs());
  }

  callerLeft(): void {
    if (this.settled) return;
    // What was not sent yet is wanted by nobody now.
    if (this.quirks.onDisconnect === "cancel" || !this.sent) {
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
    const { call } = this;
    if (call.caller.listener === this) call.caller.listener = null;
    if (call.current === this) call.current = null;
    call.proxy.deadlines.unwatch(this);
    this.#resolve?.(end);
  }

  /** Hears its caller, and is what the call has come to. */
  #attend(): void {
    this.call.caller.listener = this;
    this.call.current = this;
  }

  #noteConnect(durationMs: number): void {
    this.#connectingSinceMs = null;
    this.call.proxy.targets.of(this.endpoint).connects.note(durationMs);
  }

  #send(target: UpstreamTarget, options: Dispatcher.DispatchOptions): void {
    target.pool.dispatch(options, this);
    // An open connection has taken it already.
    if (!this.sent && !this.settled) this.#connectingSinceMs = performance.now();
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
      ...(this.call.medias.size > 0 && { medias: this.call.medias }),
    });
    const path = this.#path(target);
    const headers = request.form ? withContentType(target.headers, request.form.contentType) : target.headers;
    if (target.credential === null) {
      this.#send(target, { method: "POST", path, headers, body });
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
      this.#send(target, { method: "POST", path, headers: [...headers, ...proof], body });
    } catch (error) {
      this.failWith(connectFailure(nameOf(error)));
    }
  }
}

const NOT_WANTED = new Error("the request is not wanted any more");
