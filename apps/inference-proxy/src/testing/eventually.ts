import { vi } from "vitest";

/**
 * Asks again until the check passes. It may take as long as a busy machine needs, but less than the snapshot's periodic refresh: a notification
 * that was lost must fail a test.
 */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 10_000 });
}
