import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 600;
/** On one code: enough for an app that mends its verifier, far too few for guessing one. */
const PER_CODE = 10;
/** From one place, in ten minutes. */
const PER_ADDRESS = 300;

/** Counts an exchange. @returns how long to wait, in seconds, or `null` while there were few enough. */
export async function countExchange(redis: Redis, code: string, address: string): Promise<number | null> {
  const counters = [
    { key: keyOf("code", code), limit: PER_CODE },
    { key: keyOf("address", address), limit: PER_ADDRESS },
  ];
  const waits = await Promise.all(
    counters.map(async ({ key, limit }) => {
      // One transaction, so that no counter is ever left without an end.
      const replies = await redis.multi().set(key, 0, "EX", WINDOW_SECONDS, "NX").incr(key).ttl(key).exec();
      const [counted, ttl] = [Number(replies?.[1]?.[1] ?? 0), Number(replies?.[2]?.[1] ?? WINDOW_SECONDS)];
      return counted > limit ? Math.max(1, ttl) : 0;
    }),
  );
  const wait = Math.max(...waits);
  return wait > 0 ? wait : null;
}

/** Neither codes nor addresses lie in Redis. */
function keyOf(what: string, text: string): string {
  return `exchange:${what}:${createHash("sha256").update(text).digest("base64url")}`;
}
