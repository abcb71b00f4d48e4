import { closePromotional, expirePromotional } from "@tollgate/db/expire-promotional";
import type { Services } from "../context.ts";
import { projectCredit } from "../settlement/project-credit.ts";

/** Longer than a call and its settlement take: what was admitted against a lot settles from it. */
const GRACE_SECONDS = 3_600;

export interface PromotionalExpiry {
  /** Workspaces whose credit went down. */
  readonly closed: number;
  readonly expiredNano: bigint;
}

/**
 * Ends promotional credit whose time is over, in two steps: first no call is admitted against it, an hour later what is left is booked as
 * breakage. Any number of passes, side by side, give the same books.
 */
export async function expirePromotionalCredit(services: Pick<Services, "db" | "redis">): Promise<PromotionalExpiry> {
  const closed = await closePromotional(services.db.pool);
  for (const workspaceId of closed) await projectCredit(services, workspaceId);
  return { closed: closed.length, expiredNano: await expirePromotional(services.db.pool, GRACE_SECONDS) };
}
