import type { CreditOf } from "@tollgate/db/redis/credit-key";
import type { Services } from "../../context.ts";

/** Workspaces, and sponsored lots that calls may still be held on. */
export async function ownersOfCredit({ db }: Pick<Services, "db">): Promise<CreditOf[]> {
  const { rows } = await db.pool.query<{ workspaceId: string; lotId: string | null }>(
    `SELECT DISTINCT owner AS "workspaceId", NULL AS "lotId" FROM ledger_account
        WHERE type IN ('customer_credit', 'customer_promotional_credit')
      UNION ALL SELECT workspace_id, id FROM sponsored_lot WHERE spent_nano + returned_nano < amount_nano OR changed_at > now() - interval '1 day'
      ORDER BY 1, 2`,
  );
  return rows;
}
