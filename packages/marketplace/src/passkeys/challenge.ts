import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";

const LASTS_SECONDS = 300;

/** A challenge for a device to sign, good once within five minutes and for one purpose. */
export async function newChallenge(redis: Redis, purpose: string): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(32));
  await redis.set(keyOf(Buffer.from(challenge).toString("base64url")), purpose, "EX", LASTS_SECONDS);
  return challenge;
}

/** Uses a challenge up. @returns whether it was ours, for this purpose, and not used before. */
export async function takeChallenge(redis: Redis, challenge: string, purpose: string): Promise<boolean> {
  return (await redis.getdel(keyOf(challenge))) === purpose;
}

function keyOf(challenge: string): string {
  return `signin:challenge:${challenge.slice(0, 100)}`;
}
