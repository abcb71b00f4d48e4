import {
  beginIdempotent,
  giveBackIdempotent,
  type IdempotentCall,
  type IdempotentState,
  noteIdempotent,
  readIdempotent,
  type StoredAnswer,
  storeIdempotent,
} from "@tollgate/db/redis/idempotent-call";
import type { Redis } from "ioredis";

/** A request with an idempotency key, as its workspace and API key sent it. */
export type AskedOnce = IdempotentCall;
export type KeptAnswer = StoredAnswer;
export type AskedOnceState = IdempotentState;

/**
 * What became of requests that carry an idempotency key. Each step rejects when Redis does not answer.
 *
 * ```
 * (none) ──begin──► begun ──note──► noted ──store──► stored: sent again for a day │ gone: its call is named, never made again
 *                     │               └─ its process died ─► gone
 *                     └─ its process died, nothing was made ─► (none)           giveBack: nothing was charged ─► (none)
 * ```
 */
export interface Idempotency {
  begin(asked: AskedOnce): Promise<AskedOnceState>;
  /** Before the call is made, under which id. @returns false when it must not be. */
  note(asked: AskedOnce, callId: string): Promise<boolean>;
  /** @param answer `null` when only that there was one is kept. */
  store(asked: AskedOnce, answer: KeptAnswer | null): Promise<void>;
  giveBack(asked: AskedOnce): Promise<void>;
  /** @returns `null` when its day is over. */
  read(asked: AskedOnce): Promise<KeptAnswer | null>;
}

export function openIdempotency(redis: Redis): Idempotency {
  return {
    begin: (asked) => beginIdempotent(redis, asked),
    note: (asked, callId) => noteIdempotent(redis, asked, callId),
    store: (asked, answer) => storeIdempotent(redis, asked, answer),
    giveBack: (asked) => giveBackIdempotent(redis, asked),
    read: (asked) => readIdempotent(redis, asked),
  };
}
