import type pg from "pg";

/** Lots taken in hand per pass; what is left is due again at once. */
const LIMIT = 500;

/**
 * Closes lots whose time has come: they no longer count as spendable, while calls in flight still settle from them.
 * @returns the workspaces concerned, whose credit has to be projected.
 */
export async function closePromotional(pool: pg.Pool): Promise<string[]> {
  const result = await pool.query<{ workspace_id: string }>("SELECT DISTINCT workspace_id FROM close_promotional($1)", [
    LIMIT,
  ]);
  return result.rows.map((row) => row.workspace_id);
}

/**
 * Books what is left of lots that were closed longer ago than any call lasts, each in its own transaction. Exact beside settlements and
 * refunds, which wait for the same balance.
 * @returns nano-USD that expired.
 */
export async function expirePromotional(pool: pg.Pool, graceSeconds: number): Promise<bigint> {
  const due = await pool.query<{ id: string }>(
    `SELECT id FROM promotional_lot WHERE closed_at <= clock_timestamp() - make_interval(secs => $1)
      AND spent_nano + expired_nano < amount_nano ORDER BY id LIMIT $2`,
    [graceSeconds, LIMIT],
  );
  let expired = 0n;
  for (const { id } of due.rows) {
    const result = await pool.query<{ rest: bigint }>(
      "SELECT expire_promotional_lot($1, make_interval(secs => $2)) AS rest",
      [id, graceSeconds],
    );
    expired += result.rows[0]?.rest ?? 0n;
  }
  return expired;
}
