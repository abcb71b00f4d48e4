import type { ServerResponse } from "node:http";
import type { AnswerRecord } from "./answer-record.ts";

/** Whoever reads an endpoint for a caller and has to know how the caller does. */
export interface CallerListener {
  callerLeft(): void;
  /** The caller takes bytes again after `write` returned false. */
  callerReady(): void;
}

/** The caller's side of one request: knows whether it is still there, and whether the answer has begun. */
export class Caller {
  gone = false;
  listener: CallerListener | null = null;
  /** Has to be done with the last bytes before they leave; must not reject. */
  beforeEnd: ((bytes: string) => Promise<void>) | null = null;
  readonly #res: ServerResponse;
  #blockedSinceMs: number | null = null;
  #awaitsDrain = false;

  /** Remembers all of the answer, also what the caller has left before. */
  readonly record: AnswerRecord | null;

  constructor(res: ServerResponse, record: AnswerRecord | null = null) {
    this.#res = res;
    this.record = record;
    this.gone = res.destroyed;
    res.once("close", () => this.#closed());
    res.on("error", () => undefined);
  }

  /** The status line has gone out: no other status can be answered. */
  get committed(): boolean {
    return this.#res.headersSent;
  }

  /** Monotonic milliseconds since when the caller takes no bytes, or null. */
  get blockedSinceMs(): number | null {
    return this.#blockedSinceMs;
  }

  /** @param headers flat name, value, name, value. */
  commit(headers: string[]): void {
    this.record?.head(headers);
    if (!this.#res.headersSent && !this.gone) this.#res.writeHead(200, headers);
  }

  /** @param bytes one character per byte. @returns false when the caller is slower than we are; `callerReady` follows. */
  write(bytes: string): boolean {
    this.record?.write(bytes);
    if (this.gone) return true;
    if (this.#res.write(bytes, "latin1")) return true;
    this.#blockedSinceMs ??= performance.now();
    if (!this.#awaitsDrain) {
      this.#awaitsDrain = true;
      this.#res.on("drain", () => this.#drained());
    }
    return false;
  }

  end(bytes: string): void {
    this.record?.write(bytes);
    if (this.beforeEnd === null) this.#end(bytes);
    else void this.beforeEnd(bytes).then(() => this.#end(bytes));
  }

  #end(bytes: string): void {
    if (!this.gone) this.#res.end(bytes, "latin1");
  }

  /** Gives up on a caller that has stopped reading. */
  drop(): void {
    this.#res.destroy();
  }

  #drained(): void {
    this.#blockedSinceMs = null;
    this.listener?.callerReady();
  }

  #closed(): void {
    if (this.#res.writableFinished) return;
    this.gone = true;
    this.listener?.callerLeft();
  }
}
