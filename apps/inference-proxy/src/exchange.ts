import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnswerRecord } from "./answer-record.ts";

/** One request and its response. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** When it was read already. */
  readonly body?: Buffer;
  /** Remembers the answer; only of a request with an idempotency key. */
  readonly record?: AnswerRecord;
}
