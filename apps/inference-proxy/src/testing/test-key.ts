import { addTestKey as addToFixture } from "@tollgate/marketplace/testing/add-test-key";
import { vi } from "vitest";
import type { ProxyUnderTest } from "./proxy-under-test.ts";

/** A new test key of the fixture's app, which the proxy knows already. */
export async function addTestKey({ fixture, gate }: ProxyUnderTest): Promise<{ id: string; secret: string }> {
  const { hash, ...key } = await addToFixture(fixture);
  await vi.waitUntil(() => gate.snapshot().testKeys.has(hash), { timeout: 10_000 });
  return key;
}
