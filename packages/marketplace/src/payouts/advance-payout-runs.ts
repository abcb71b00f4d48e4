import { type Context, requirePlatformRole } from "../context.ts";

/** What a worker has to do for a run that pays. */
export interface RunWork {
  readonly runId: string;
  /** Items that are not terminal, payees ascending. */
  readonly itemIds: readonly string[];
}

/**
 * Every run that pays, with the items that still have to be taken further. Read from the database, so that a worker that died, a queue that
 * was lost and a schedule that fired twice change nothing. Runs with nothing left are finished here.
 */
export async function advancePayoutRuns(ctx: Context): Promise<RunWork[]> {
  requirePlatformRole(ctx, "finance");
  const runs = await ctx.db.prisma.payoutRun.findMany({ where: { status: "executing" }, orderBy: { month: "asc" } });
  const work: RunWork[] = [];
  for (const run of runs) {
    const { rows } = await ctx.db.pool.query<{ item_id: string }>(
      `SELECT item_id FROM payout_item_state WHERE run_id = $1 AND state IN ('waiting', 'sending', 'unknown')
        ORDER BY payee_workspace_id COLLATE "C"`,
      [run.id],
    );
    if (rows.length > 0) work.push({ runId: run.id, itemIds: rows.map((row) => row.item_id) });
    else await finishPayoutRun(ctx, run.id);
  }
  return work;
}

/** Marks a run as done when each of its items is terminal. @returns its status. */
export async function finishPayoutRun(ctx: Context, runId: string): Promise<string> {
  requirePlatformRole(ctx, "finance");
  const { rows } = await ctx.db.pool.query<{ status: string }>("SELECT finish_payout_run($1) AS status", [runId]);
  return rows[0]?.status ?? "";
}
