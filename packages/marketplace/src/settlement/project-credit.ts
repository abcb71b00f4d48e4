import type { Database } from "@tollgate/db/open-database";
import { setCreditBase } from "@tollgate/db/redis/credit-state";
import { readSpendableCredit, workspacesWithChangedCredit } from "@tollgate/db/spendable-credit";
import type { Redis } from "ioredis";

/** Stores the projection works between. */
export interface CreditStores {
  readonly db: Database;
  readonly redis: Redis;
}

/** Brings a workspace's credit from Postgres to Redis, loading it when it is not there. Call after the commit that changed it. */
export async function projectCredit({ db, redis }: CreditStores, workspaceId: string): Promise<void> {
  const [credit] = await readSpendableCredit(db.pool, [workspaceId]);
  if (credit) await setCreditBase(redis, credit, true);
}

/** How far back a re-projection looks; several times its period. */
const RECENT_MS = 10 * 60_000;

/** Brings recently changed credit to Redis again, in case a projection was lost between commit and Redis. @returns how many workspaces. */
export async function reprojectRecentCredit({
  db,
  redis,
  now,
}: CreditStores & { readonly now: () => Date }): Promise<number> {
  const changed = await workspacesWithChangedCredit(db.pool, new Date(now().getTime() - RECENT_MS));
  for (const credit of await readSpendableCredit(db.pool, changed)) await setCreditBase(redis, credit, false);
  return changed.length;
}
