import { releaseReservation } from "@tollgate/db/redis/reserve-credit";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import type { CreditStores } from "./project-credit.ts";

/**
 * Ends what is set aside of a workspace's credit, for a refund or an allowance, in the step in which calls see the credit as Postgres has it.
 * Repeating it changes nothing.
 */
export async function endReservation({ db, redis }: CreditStores, id: string, workspaceId: string): Promise<void> {
  const [credit] = await readSpendableCredit(db.pool, [workspaceId]);
  if (credit) await releaseReservation(redis, id, credit);
}
