import { readCreditState } from "@tollgate/db/redis/credit-state";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import type { CallGate } from "./call-gate.ts";

export interface Credits {
  /** Everything ever credited: top-ups, promotions, refunds of calls. */
  readonly totalCreditsNano: bigint;
  /** Everything ever charged for calls, settled or about to be. */
  readonly totalUsageNano: bigint;
  /** What can be spent now: after holds and unsettled charges. */
  readonly availableNano: bigint;
}

/** A workspace's credit, for `GET /v1/credits`. */
export async function getCredits({ db, redis }: Pick<CallGate, "db" | "redis">, workspaceId: string): Promise<Credits> {
  const [state, used, [posted]] = await Promise.all([
    readCreditState(redis, workspaceId).catch(() => null),
    db.pool.query<{ used: bigint }>(
      `SELECT coalesce(-sum(e.amount_nano), 0)::bigint AS used FROM ledger_account a
        JOIN entry e ON e.account_id = a.id JOIN journal j ON j.id = e.journal_id
        WHERE a.owner = $1 AND a.type IN ('customer_credit', 'customer_promotional_credit') AND j.kind IN ('call_settlement', 'call_reversal')`,
      [workspaceId],
    ),
    readSpendableCredit(db.pool, [workspaceId]),
  ]);
  const settledNano = used.rows[0]?.used ?? 0n;
  const postedNano = posted?.postedNano ?? 0n;
  return {
    totalCreditsNano: postedNano + settledNano,
    totalUsageNano: settledNano + (state?.unsettledNano ?? 0n),
    availableNano: state?.availableNano ?? postedNano,
  };
}
