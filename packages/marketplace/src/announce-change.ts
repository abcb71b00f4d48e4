import { type Change, publishChange } from "./changes.ts";
import type { Services } from "./context.ts";

/**
 * Publishes a committed change without ever failing the verb: the deed is done, proxies catch up by themselves, and telling the person that
 * it failed would be wrong.
 */
export async function announceChange(services: Pick<Services, "redis">, change: Change): Promise<void> {
  try {
    await publishChange(services.redis, change);
  } catch (error) {
    console.error(`a ${change.kind} change was not announced`, error);
  }
}
