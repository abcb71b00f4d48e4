import type { Database } from "@tollgate/db/open-database";
import type { CreditOf } from "@tollgate/db/redis/credit-key";
import { setCreditBase } from "@tollgate/db/redis/credit-state";
import { readSpendableCredit, type SpendableCredit, workspacesWithChangedCredit } from "@tollgate/db/spendable-credit";
import { changedSponsoredLots, readSponsoredCredit, type SponsoredLotOf } from "@tollgate/db/sponsored-credit";
import type { Redis } from "ioredis";

/** Stores the projection works between. */
export interface CreditStores {
  readonly db: Database;
  readonly redis: Redis;
}

/** Credit changes while it is read; a reading that is overtaken is taken again so often at most. */
const MAX_READINGS = 5;

/** Brings a workspace's credit from Postgres to Redis, loading it when it is not there. Call after the commit that changed it. */
export async function projectCredit({ db, redis }: CreditStores, workspaceId: string): Promise<void> {
  await load(redis, () => readSpendableCredit(db.pool, [workspaceId]));
}

/** The same for what a sponsored lot has left. */
export async function projectSponsored({ db, redis }: CreditStores, lot: SponsoredLotOf): Promise<void> {
  await load(redis, () => readSponsoredCredit(db.pool, [lot]));
}

async function load(redis: Redis, read: () => Promise<readonly SpendableCredit[]>): Promise<void> {
  for (let readings = 1; readings <= MAX_READINGS; readings++) {
    const [credit] = await read();
    if (!credit || (await setCreditBase(redis, credit, true))) return;
  }
  throw new Error("credit changed each time it was read");
}

/** Both for everything that calls are held on. */
export async function projectAll(stores: CreditStores, calls: readonly CreditOf[]): Promise<void> {
  for (const workspaceId of new Set(calls.map((call) => call.workspaceId))) await projectCredit(stores, workspaceId);
  for (const lot of sponsoredLots(calls)) await projectSponsored(stores, lot);
}

/** The lots of sponsored calls, each once. */
export function sponsoredLots(calls: readonly CreditOf[]): SponsoredLotOf[] {
  const lots = new Map<string, SponsoredLotOf>();
  for (const { workspaceId, lotId } of calls) if (lotId) lots.set(lotId, { workspaceId, lotId });
  return [...lots.values()];
}

/** How far back a re-projection looks; several times its period. */
const RECENT_MS = 10 * 60_000;

/** Brings recently changed credit to Redis again, in case a projection was lost between commit and Redis. @returns how many. */
export async function reprojectRecentCredit({
  db,
  redis,
  now,
}: CreditStores & { readonly now: () => Date }): Promise<number> {
  const since = new Date(now().getTime() - RECENT_MS);
  const changed = await workspacesWithChangedCredit(db.pool, since);
  for (const credit of await readSpendableCredit(db.pool, changed)) await setCreditBase(redis, credit, false);
  const lots = await changedSponsoredLots(db.pool, since);
  for (const credit of await readSponsoredCredit(db.pool, lots)) await setCreditBase(redis, credit, false);
  return changed.length + lots.length;
}
