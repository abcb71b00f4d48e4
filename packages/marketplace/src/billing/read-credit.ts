import { readCreditState } from "@tollgate/db/redis/credit-state";
import type { Services } from "../context.ts";

/** Where a workspace's credit stands, in nano-USD. */
export interface CreditView {
  /** Bought, as the ledger has it; below zero when usage went above its hold. */
  readonly paidNano: bigint;
  readonly promotionalNano: bigint;
  /** Reserved for calls that are running. */
  readonly heldNano: bigint;
  /** Charged to calls that have ended and are about to be settled. */
  readonly unsettledNano: bigint;
  /** What can be spent now. */
  readonly availableNano: bigint;
  /** False while what is held cannot be read; `availableNano` then is what the ledger has. */
  readonly live: boolean;
}

/** Reads the ledger's balances and, on top, what calls in flight hold. Without Redis the ledger alone answers. */
export async function readCredit(services: Pick<Services, "db" | "redis">, workspaceId: string): Promise<CreditView> {
  const [balances, state] = await Promise.all([
    services.db.pool.query<{ type: string; posted_nano: bigint }>(
      `SELECT a.type, b.posted_nano FROM ledger_account a JOIN balance b ON b.account_id = a.id
        WHERE a.owner = $1 AND a.currency = 'USD' AND a.type IN ('customer_credit', 'customer_promotional_credit')`,
      [workspaceId],
    ),
    readCreditState(services.redis, workspaceId).then(
      (loaded) => ({ answered: true, loaded }),
      () => ({ answered: false, loaded: null }),
    ),
  ]);
  const posted = (type: string) => balances.rows.find((row) => row.type === type)?.posted_nano ?? 0n;
  const paidNano = posted("customer_credit");
  const promotionalNano = posted("customer_promotional_credit");
  const heldNano = state.loaded?.heldNano ?? 0n;
  const unsettledNano = state.loaded?.unsettledNano ?? 0n;
  // Credit that nobody has spent from yet is not in Redis, and then nothing is held either.
  return {
    paidNano,
    promotionalNano,
    heldNano,
    unsettledNano,
    availableNano: state.loaded?.availableNano ?? paidNano + promotionalNano,
    live: state.answered,
  };
}
