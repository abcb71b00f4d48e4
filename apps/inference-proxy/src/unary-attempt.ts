import type { IncomingHttpHeaders } from "node:http";
import { classifyReply, connectFailure } from "@tollgate/gateway/classify-error";
import type { GatewayErrorCode } from "@tollgate/gateway/errors";
import { offersTools } from "@tollgate/gateway/tool-calls/check-tool-calls";
import { readWholeReply, type WholeReply } from "@tollgate/gateway/whole-reply";
import { Attempt } from "./attempt.ts";
import type { AttemptEnd, Delivery } from "./attempt-end.ts";
import { tallyOf } from "./tally-tools.ts";

const MAX_REPLY_CHARACTERS = 64 * 1024 * 1024;

/** An attempt whose answer comes in one piece. */
export class UnaryAttempt extends Attempt {
  #bytes = "";
  #encoded = false;
  #contentType: string | null = null;

  protected override began(headers: IncomingHttpHeaders): void {
    const encoding = headers["content-encoding"];
    this.#contentType = headers["content-type"] ?? null;
    this.#encoded = encoding !== undefined && encoding !== "identity";
  }

  protected override arrived(bytes: string): void {
    this.#bytes += bytes;
    if (this.#bytes.length <= MAX_REPLY_CHARACTERS) return;
    this.abort();
    this.#refuse("its reply is too large");
  }

  protected override ended(): void {
    const { surface, body } = this.call.request;
    const reply = readWholeReply({
      surface,
      body,
      dialect: this.quirks.name,
      bytes: this.#bytes,
      contentType: this.#contentType,
    });
    if (this.#encoded || reply.kind === "unreadable") {
      this.#refuse("its reply is not a completion");
      return;
    }
    if (reply.kind === "error") {
      const { status, message } = reply.error;
      this.failWith(classifyReply({ status, message, retryAfter: null }, this.call.proxy.nowMs()));
      return;
    }
    this.call.noteFirstContent(this.startedMs);
    const ending = this.call.caller.gone ? "aborted" : "completed";
    this.settle({ kind: "delivered", ending, delivery: this.#delivery(reply), interruption: null });
  }

  protected override broke(reason: string): void {
    if (this.call.caller.gone) this.settle({ kind: "abandoned" });
    else this.failWith(connectFailure(reason));
  }

  protected override stopped(_interruption: GatewayErrorCode | null): AttemptEnd {
    return { kind: "abandoned" };
  }

  protected override checkTime(nowMs: number): void {
    if (nowMs - this.startedMs > this.call.proxy.settings.unaryTimeoutMs) this.timeOut("no answer in time");
  }

  #refuse(message: string): void {
    this.failWith(classifyReply({ status: 502, message, retryAfter: null }, this.call.proxy.nowMs()));
  }

  #delivery(reply: WholeReply): Delivery {
    const { call, endpoint } = this;
    return {
      usage: reply.usage,
      reported: reply.reported,
      hasContent: reply.hasContent,
      finishReason: reply.finishReason,
      outputText: reply.outputText,
      outputBeyond: 0,
      pictures: reply.pictures,
      tools:
        reply.toolCalls && offersTools(call.request.body)
          ? tallyOf(call.request, reply.finishReason, reply.toolCalls())
          : null,
      ...(reply.counted && { counted: reply.counted }),
      close(usage) {
        const body = reply.write(call.head(endpoint), usage);
        const { contentType = "application/json" } = reply;
        const headers = ["content-type", contentType, "content-length", String(body.length)];
        // An answer that is no JSON has no place for what it cost.
        const cost = reply.contentType === undefined ? null : costIn(usage);
        if (cost !== null) headers.push("x-tollgate-cost", cost);
        call.caller.commit(headers.concat(call.headers(endpoint)));
        call.caller.end(body);
      },
    };
  }
}

/** Exact USD, as the usage object says it; `null` where that has none yet. */
function costIn(usage: string): string | null {
  return /"cost":([\d.]+)/.exec(usage)?.[1] ?? null;
}
