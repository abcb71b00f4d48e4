import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 900;
/** On one address from one place: enough for mistyping, far too few for guessing. */
const PER_EMAIL_AND_IP = 10;
/** On one address from anywhere, and from one place on any address. */
const PER_EMAIL = 50;
const PER_IP = 200;

export interface Attempts {
  readonly exhausted: boolean;
  readonly retryAfterSeconds: number;
  /** Forgets what was counted on the address: who knows the password is not guessing. */
  forgive(): Promise<void>;
}

/** Counts a sign-in attempt in fixed windows of 15 minutes. Addresses are hashed: Redis needs no list of who signs in. */
export async function countAttempt(redis: Redis, email: string, ip: string | null): Promise<Attempts> {
  const counters = [
    { key: keyOf(email, ip ?? ""), limit: PER_EMAIL_AND_IP },
    { key: keyOf(email, "*"), limit: PER_EMAIL },
    ...(ip ? [{ key: keyOf("*", ip), limit: PER_IP }] : []),
  ];
  return {
    ...(await countOn(redis, counters)),
    async forgive() {
      await Promise.all([redis.del(keyOf(email, ip ?? "")), redis.del(keyOf(email, "*"))]);
    },
  };
}

/** Counts once on each counter, in a fixed window of 15 minutes. */
export async function countOn(
  redis: Redis,
  counters: readonly { readonly key: string; readonly limit: number }[],
): Promise<Omit<Attempts, "forgive">> {
  const counted = await Promise.all(
    counters.map(async ({ key, limit }) => {
      // One transaction, so that no counter is ever left without an end.
      const replies = await redis.multi().set(key, 0, "EX", WINDOW_SECONDS, "NX").incr(key).exec();
      return { key, over: Number(replies?.[1]?.[1] ?? 0) > limit };
    }),
  );
  const over = counted.find((one) => one.over);
  const left = over ? await redis.ttl(over.key) : 0;
  return {
    exhausted: over !== undefined,
    retryAfterSeconds: left > 0 ? left : WINDOW_SECONDS,
  };
}

function keyOf(email: string, ip: string): string {
  return `signin:${createHash("sha256").update(`${email}\n${ip}`).digest("base64url")}`;
}
