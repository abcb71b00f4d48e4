import { expect, vi } from "vitest";

/** Waits until something is so. `expect.poll` would keep what it asks, and with it a whole marketplace, until the test ends. */
export async function until<Value>(read: () => Value, expected: Value): Promise<void> {
  await vi.waitFor(() => expect(read()).toBe(expected), { interval: 2, timeout: 10_000 });
}
