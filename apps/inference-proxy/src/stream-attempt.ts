import type { IncomingHttpHeaders } from "node:http";
import { classifyReply, connectFailure } from "@tollgate/gateway/classify-error";
import type { GatewayErrorCode } from "@tollgate/gateway/errors";
import { type StreamTap, streamTap } from "@tollgate/gateway/stream-tap";
import { offersTools } from "@tollgate/gateway/tool-calls/check-tool-calls";
import { ToolCallsSeen } from "@tollgate/gateway/tool-calls/tool-calls-seen";
import { readWholeReply } from "@tollgate/gateway/whole-reply";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import { Attempt } from "./attempt.ts";
import type { AttemptEnd, Delivery } from "./attempt-end.ts";
import { type InferenceCall, STREAM_HEADERS } from "./inference-call.ts";
import { StreamBudget } from "./stream-budget.ts";
import { tallyOf } from "./tally-tools.ts";

/**
 * An attempt whose answer is a stream. Nothing reaches the caller before the first real content, so that an endpoint that fails until then
 * can be replaced. From then on each turn of the event loop makes one write of all that arrived in it.
 */
export class StreamAttempt extends Attempt {
  readonly #tap: StreamTap;
  readonly #budget: StreamBudget;
  /** Arrived and not yet tapped. */
  #raw = "";
  #scheduled = false;
  /** Tapped and held back until the first content. */
  #held = "";
  /** The endpoint answered JSON instead of a stream. */
  #notStream = false;
  /** This gateway ended the answer, since nothing covered more of it. */
  #endedAtBudget = false;

  constructor(call: InferenceCall, endpoint: EndpointRecord) {
    super(call, endpoint);
    this.#tap = streamTap(call.request.surface, this.quirks.name, call.head(endpoint));
    if (offersTools(call.request.body)) this.#tap.toolCalls = new ToolCallsSeen();
    this.#budget = new StreamBudget(call, endpoint);
  }

  override delivered(): { readonly outputCharacters: number } | null {
    const { hasContent, outputText, outputBeyond } = this.#tap;
    return hasContent ? { outputCharacters: outputText.length + outputBeyond } : null;
  }

  /** Passes on what arrived in this turn. */
  flush(): void {
    this.#scheduled = false;
    if (this.settled || this.#raw === "") return;
    const raw = this.#raw;
    this.#raw = "";
    this.#pass(this.#tap.push(raw));
    if (this.#tap.error !== null) this.#failInStream();
    else if (this.#tap.done) this.#finish();
  }

  protected override began(headers: IncomingHttpHeaders): void {
    this.#notStream = headers["content-type"]?.startsWith("application/json") ?? false;
  }

  protected override arrived(bytes: string): void {
    this.#raw += bytes;
    if (this.#scheduled || this.#notStream) return;
    this.#scheduled = true;
    process.nextTick(flushAttempt, this);
  }

  protected override ended(): void {
    if (this.#notStream) {
      this.#takeWhole();
      return;
    }
    this.flush();
    if (this.settled) return;
    this.#pass(this.#tap.end());
    if (this.#tap.error !== null) {
      this.#failInStream();
      return;
    }
    if (this.#tap.finishReason !== null || this.#tap.done) {
      this.#finish();
      return;
    }
    this.broke("the stream ended without an answer");
  }

  protected override broke(reason: string): void {
    this.flush();
    if (this.settled) return;
    if (this.#tap.hasContent)
      this.settle(this.#delivered(this.call.caller.gone ? "aborted" : "cut", "stream_interrupted"));
    else if (this.call.caller.gone) this.settle({ kind: "abandoned" });
    else this.failWith(connectFailure(reason));
  }

  protected override stopped(interruption: GatewayErrorCode | null): AttemptEnd {
    this.flush();
    if (!this.#tap.hasContent) return { kind: "abandoned" };
    return this.#delivered(interruption === null ? "aborted" : "cut", interruption);
  }

  protected override withinHold(): boolean {
    return this.#budget.allows(this.#tap, false);
  }

  protected override checkTime(nowMs: number): void {
    const { settings } = this.call.proxy;
    if (this.#tap.hasContent) {
      if (!this.#budget.allows(this.#tap, true)) {
        this.#endAtBudget();
        return;
      }
      if (nowMs - this.lastDataMs <= settings.idleTimeoutMs) return;
      this.abort();
      this.settle(this.#delivered("cut", "stream_interrupted"));
      return;
    }
    if (nowMs - this.startedMs > settings.firstContentTimeoutMs) {
      this.timeOut("no content in time");
      return;
    }
    if (nowMs - this.call.lastSentMs > settings.keepAliveMs) this.#keepAlive(nowMs);
  }

  #pass(out: string): void {
    if (!this.#tap.hasContent) {
      this.#held += out;
      return;
    }
    let ready = out;
    if (this.call.firstContentMs === null) {
      this.call.noteFirstContent(this.startedMs);
      this.#commit();
      ready = this.#held + out;
      this.#held = "";
    }
    if (ready !== "" && !this.call.caller.write(ready)) this.controller?.pause();
  }

  #commit(): void {
    this.call.caller.commit([...STREAM_HEADERS, ...this.call.headers(this.endpoint)]);
  }

  /** Connections on the way close when they see nothing for a while; a comment keeps them open and says nothing. */
  #keepAlive(nowMs: number): void {
    this.call.lastSentMs = nowMs;
    this.#commit();
    this.call.caller.write(": processing\n\n");
  }

  #finish(): void {
    if (this.call.firstContentMs === null) {
      this.call.noteFirstContent(this.startedMs);
      this.#commit();
      this.call.caller.write(this.#held);
    }
    this.settle(this.#delivered(this.call.caller.gone ? "aborted" : "completed", null));
  }

  /** What is held is used up and credit covers no more: no failure of anybody's, so the answer ends as one that reached its length. */
  #endAtBudget(): void {
    this.flush();
    if (this.settled) return;
    this.abort();
    this.#endedAtBudget = true;
    this.#tap.finishReason = "length";
    const reached = this.#tap.lengthReached("credit_exhausted", this.call.request.choices);
    this.call.caller.write(reached);
    this.settle(this.#delivered("completed", null));
  }

  #failInStream(): void {
    const { error } = this.#tap;
    this.abort();
    if (this.#tap.hasContent) this.settle(this.#delivered("cut", "stream_interrupted"));
    else
      this.failWith(
        classifyReply(
          { status: error?.status ?? 502, message: error?.message ?? null, retryAfter: null },
          this.call.proxy.nowMs(),
        ),
      );
  }

  /** Some endpoints do not stream what others do, and answer in one piece whatever was asked. */
  #takeWhole(): void {
    const out = this.#tap.whole?.(this.#raw) ?? null;
    if (out === null) {
      this.#refuseJson();
      return;
    }
    this.#pass(out);
    this.#finish();
  }

  #refuseJson(): void {
    const { surface, body } = this.call.request;
    const answered = { surface, body, dialect: this.quirks.name, bytes: this.#raw, contentType: "application/json" };
    const reply = readWholeReply(answered);
    const error = reply.kind === "error" ? reply.error : { status: 502, message: "it did not stream" };
    this.failWith(classifyReply({ ...error, retryAfter: null }, this.call.proxy.nowMs()));
  }

  #delivered(ending: "completed" | "cut" | "aborted", interruption: GatewayErrorCode | null): AttemptEnd {
    const tap = this.#tap;
    const { caller, request } = this.call;
    // Whoever cut it short, the endpoint has not said all that it would have.
    const isWhole = ending === "completed" ? !this.#endedAtBudget : ending === "aborted" && tap.finishReason !== null;
    const delivery: Delivery = {
      usage: tap.usage,
      reported: tap.reported,
      reportIsEarly: !isWhole && tap.reportIsEarly === true,
      hasContent: tap.hasContent,
      finishReason: tap.finishReason,
      outputText: tap.outputText,
      outputBeyond: tap.outputBeyond,
      pictures: tap.pictures,
      ...(tap.counted && { counted: tap.counted }),
      tools: ending === "completed" ? tallyOf(request, tap.finishReason, tap.toolCalls?.calls ?? []) : null,
      close: (usage, error) =>
        caller.end(error === null ? tap.closing(usage, request.includeUsage) : tap.failure(error, usage)),
    };
    return { kind: "delivered", ending, delivery, interruption };
  }
}

function flushAttempt(attempt: StreamAttempt): void {
  attempt.flush();
}
