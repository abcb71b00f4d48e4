import { type OpenHold, type ReplaceOptions, replaceHold } from "@tollgate/db/redis/replace-hold";
import { type CreditStores, projectAll } from "../settlement/project-credit.ts";

/** Calls sent to Redis at once. */
const BATCH = 500;

/** Holds again for open calls, after loading the credit they are held on. Idempotent. @throws when a store is away or the epoch is over. */
export async function holdAgain(
  stores: CreditStores,
  holds: readonly OpenHold[],
  options: ReplaceOptions,
): Promise<void> {
  await projectAll(stores, holds);
  for (let start = 0; start < holds.length; start += BATCH) {
    const batch = holds.slice(start, start + BATCH);
    await Promise.all(batch.map((hold) => replaceHold(stores.redis, hold, options)));
  }
}
