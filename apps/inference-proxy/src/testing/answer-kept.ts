import { expect } from "vitest";
import type { ProxyUnderTest } from "./proxy-under-test.ts";

/** Waits until one answer is kept: that is done when its caller has it already. */
export async function answerKept({ gate }: ProxyUnderTest): Promise<void> {
  await expect.poll(async () => (await gate.redis.keys("*:answer:*")).length, { timeout: 20_000 }).toBe(1);
}
