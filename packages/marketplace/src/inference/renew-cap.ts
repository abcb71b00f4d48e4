import { forgetCapCounter } from "@tollgate/db/redis/cap-counter";
import { type CapReset, capCounterKey, capWindow } from "@tollgate/db/redis/cap-windows";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

export interface CapChange {
  readonly workspaceId: string;
  /** Key, grant, workspace, or a member's scope id. */
  readonly scopeId: string;
  readonly before: CapTerms;
  readonly after: CapTerms;
}

export interface CapTerms {
  readonly limitNano: bigint | null;
  readonly reset: CapReset;
}

/**
 * Calls count on a cap only while it is set, so a counter of an earlier time knows nothing of what was spent since. When a cap is set anew, or
 * starts over at other times, its counter is taken away and loaded again, with what was spent and what open calls hold, by the first call. Call before the change commits.
 * @throws MarketplaceError `unavailable` when Redis does not answer: the change must then not be made.
 */
export async function renewCap(services: Pick<Services, "redis" | "now">, change: CapChange): Promise<void> {
  const { workspaceId, scopeId, before, after } = change;
  const counted = before.limitNano !== null && before.reset === after.reset;
  if (after.limitNano === null || counted) return;
  const window = capWindow(after.reset, services.now().getTime());
  try {
    await forgetCapCounter(services.redis, workspaceId, capCounterKey(workspaceId, scopeId, window));
  } catch (cause) {
    throw new MarketplaceError("unavailable", "Limits cannot be set at the moment. Try again shortly.", { cause });
  }
}
