import type { Database } from "@tollgate/db/open-database";
import { callIdFloor } from "../calls/call-id-range.ts";

export interface GrantSpend {
  readonly spentThisMonthNano: bigint;
  readonly surchargeThisMonthNano: bigint;
}

const NOTHING: GrantSpend = { spentThisMonthNano: 0n, surchargeThisMonthNano: 0n };

/** Reads what a workspace's calls through connected apps cost since a moment. @returns a look-up by grant id. */
export async function readGrantSpend(
  pool: Database["pool"],
  workspaceId: string,
  since: Date,
): Promise<(grantId: string) => GrantSpend> {
  const result = await pool.query<{ grant_id: string; spent: bigint; surcharge: bigint }>(
    `SELECT grant_id, sum(charge_nano)::bigint AS spent, sum(surcharge_nano)::bigint AS surcharge
      FROM call WHERE workspace_id = $1 AND id >= $2::uuid AND grant_id IS NOT NULL GROUP BY grant_id`,
    [workspaceId, callIdFloor(since)],
  );
  const rows = new Map(
    result.rows.map((row) => [row.grant_id, { spentThisMonthNano: row.spent, surchargeThisMonthNano: row.surcharge }]),
  );
  return (grantId) => rows.get(grantId) ?? NOTHING;
}
