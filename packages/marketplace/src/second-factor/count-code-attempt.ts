import type { Redis } from "ioredis";
import { countOn } from "../access/sign-in-attempts.ts";
import { MarketplaceError } from "../errors.ts";

/** From anywhere, in 15 minutes: guessing six digits at this pace takes years. */
const LIMIT = 10;

export interface CodeAttempt {
  /** Forgets what was counted: who has the right code is not guessing. */
  forgive(): Promise<void>;
}

/**
 * Counts an attempt to give a code for this person.
 * @throws MarketplaceError `too_many_requests` after ten in 15 minutes.
 */
export async function countCodeAttempt(redis: Redis, userId: string): Promise<CodeAttempt> {
  const key = `signin:code:${userId}`;
  const attempts = await countOn(redis, [{ key, limit: LIMIT }]);
  if (attempts.exhausted) {
    const minutes = Math.ceil(attempts.retryAfterSeconds / 60);
    throw new MarketplaceError("too_many_requests", `Too many wrong codes. Try again in ${minutes} min.`);
  }
  return { forgive: async () => void (await redis.del(key)) };
}
