import type { AskedOnce, Idempotency } from "@tollgate/marketplace/inference/idempotency";
import { Refusal } from "./refusal.ts";
import { CORS_HEADERS } from "./send.ts";

/** What became of the call that a recorded answer belongs to. */
type Conclusion =
  /** Nothing was charged, so the same request may be made again. */
  | "free"
  /** The whole answer is there, whoever got it. */
  | "whole"
  /** Part of an answer was charged: the caller had left. */
  | "partial";

/** Remembers an answer while it is sent, so that it can be sent again. Only requests with an idempotency key have one. */
export class AnswerRecord {
  conclusion: Conclusion = "free";
  readonly #asked: AskedOnce;
  readonly #idempotency: Idempotency;
  readonly #maxBytes: number;
  #headers: readonly string[] | null = null;
  #status = 200;
  /** One character per byte. */
  #bytes = "";
  #tooLarge = false;

  constructor(asked: AskedOnce, { idempotency, maxBytes }: { idempotency: Idempotency; maxBytes: number }) {
    this.#asked = asked;
    this.#idempotency = idempotency;
    this.#maxBytes = maxBytes;
  }

  /** Before a call is made. @throws Refusal when the request has been taken over, or nobody can say. */
  async note(callId: string): Promise<void> {
    const noted = await this.#idempotency.note(this.#asked, callId).catch(() => {
      throw unavailable();
    });
    if (!noted) throw running();
  }

  /** @param headers flat; those of the first time count. */
  head(headers: readonly string[]): void {
    this.#headers ??= headers;
  }

  /** @param bytes one character per byte. */
  write(bytes: string): void {
    if (this.#tooLarge) return;
    this.#bytes += bytes;
    if (this.#bytes.length <= this.#maxBytes) return;
    this.#tooLarge = true;
    this.#bytes = "";
  }

  /** An answer in one piece that costs nothing. */
  json(body: string, headers: readonly string[], status = 200): void {
    this.#status = status;
    this.head(["content-type", "application/json; charset=utf-8", ...CORS_HEADERS, ...headers]);
    this.write(Buffer.from(body).toString("latin1"));
    this.conclusion = "whole";
  }

  /** The answer to keep, or `null` when it is not whole or too large. */
  answer(): { readonly status: number; readonly headers: readonly string[]; readonly bytes: Buffer } | null {
    if (this.#tooLarge || this.#headers === null || this.conclusion !== "whole") return null;
    return { status: this.#status, headers: this.#headers, bytes: Buffer.from(this.#bytes, "latin1") };
  }
}

export function running(): Refusal {
  return new Refusal("idempotent_call_running", {
    details: { retryAfterSeconds: 1 },
    metadata: { retry_after_seconds: 1 },
    headers: ["retry-after", "1"],
  });
}

export function unavailable(): Refusal {
  return new Refusal("temporarily_unavailable", {
    details: { retryAfterSeconds: 2 },
    metadata: { retry_after_seconds: 2 },
    headers: ["retry-after", "2"],
  });
}
