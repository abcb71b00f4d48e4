import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnswerRecord } from "./answer-record.ts";

/** One request and its response. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** When it was read already. */
  readonly body?: Buffer;
  /** The body may be a form. */
  readonly takesForm?: boolean;
  /** Remembers the answer; only of a request with an idempotency key. */
  readonly record?: AnswerRecord;
}
