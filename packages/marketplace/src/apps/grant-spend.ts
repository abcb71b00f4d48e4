import type { Database } from "@tollgate/db/open-database";
import { CHARGES } from "../roll-ups/charges.ts";

export interface GrantSpend {
  readonly spentThisMonthNano: bigint;
  readonly surchargeThisMonthNano: bigint;
}

const NOTHING: GrantSpend = { spentThisMonthNano: 0n, surchargeThisMonthNano: 0n };

/** Reads what a workspace's calls through connected apps cost since a UTC day began. @returns a look-up by grant id. */
export async function readGrantSpend(
  pool: Database["pool"],
  workspaceId: string,
  since: Date,
): Promise<(grantId: string) => GrantSpend> {
  const result = await pool.query<{ grant_id: string; spent: bigint; surcharge: bigint }>(
    `SELECT g.id AS grant_id, sum(u.charge_nano)::bigint AS spent, sum(u.surcharge_nano)::bigint AS surcharge
      FROM "grant" g JOIN ${CHARGES} u ON u.app_id = g.app_id
      WHERE g.workspace_id = $1 AND u.day >= $2::date GROUP BY g.id`,
    [workspaceId, since.toISOString().slice(0, 10)],
  );
  const rows = new Map(
    result.rows.map((row) => [row.grant_id, { spentThisMonthNano: row.spent, surchargeThisMonthNano: row.surcharge }]),
  );
  return (grantId) => rows.get(grantId) ?? NOTHING;
}
