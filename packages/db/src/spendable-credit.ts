import type pg from "pg";

/** What a workspace can spend as Postgres has it: paid and promotional credit, with a version that grows on every change. */
export interface SpendableCredit {
  readonly workspaceId: string;
  /** The sponsored lot it is what is left of, rather than credit of the workspace's own. */
  readonly lotId?: string;
  readonly postedNano: bigint;
  readonly version: bigint;
}

/**
 * Reads the spendable credit of workspaces in one snapshot. Versions of the two accounts are added: both only grow and are read together, so
 * the sum orders any two readings. Promotional credit whose time is over is no longer spendable, although calls in flight still settle from it.
 */
export async function readSpendableCredit(pool: pg.Pool, workspaceIds: readonly string[]): Promise<SpendableCredit[]> {
  const result = await pool.query<{ owner: string; posted: bigint; version: bigint }>({
    name: "spendable_credit",
    text: `SELECT w.owner, (coalesce(sum(b.posted_nano), 0) - coalesce((SELECT sum(l.amount_nano - l.spent_nano - l.expired_nano)
          FROM promotional_lot l WHERE l.workspace_id = w.owner AND l.closed_at IS NOT NULL), 0))::bigint AS posted,
        coalesce(sum(b.version), 0)::bigint AS version
      FROM unnest($1::text[]) w(owner)
      LEFT JOIN ledger_account a ON a.owner = w.owner AND a.type IN ('customer_credit', 'customer_promotional_credit')
      LEFT JOIN balance b ON b.account_id = a.id GROUP BY w.owner`,
    values: [workspaceIds],
  });
  return result.rows.map((row) => ({ workspaceId: row.owner, postedNano: row.posted, version: row.version }));
}

/** Workspaces whose credit changed since a moment, so that a lost projection to Redis is made good. */
export async function workspacesWithChangedCredit(pool: pg.Pool, since: Date): Promise<string[]> {
  const result = await pool.query<{ owner: string }>(
    `SELECT DISTINCT a.owner FROM balance b JOIN ledger_account a ON a.id = b.account_id
      WHERE b.updated_at >= $1 AND a.type IN ('customer_credit', 'customer_promotional_credit')`,
    [since],
  );
  return result.rows.map((row) => row.owner);
}
