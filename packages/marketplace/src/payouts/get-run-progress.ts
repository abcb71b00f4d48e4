import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findRun } from "./get-payout-run.ts";
import type { PayoutRunStatus } from "./run-view.ts";

export const GetRunProgressInput = z.object({ runId: z.string() });
export type GetRunProgressInput = z.input<typeof GetRunProgressInput>;

export type ItemState = "carried" | "waiting" | "sending" | "unknown" | "paid" | "failed" | "returned" | "lapsed";

export interface RunProgress {
  readonly status: PayoutRunStatus;
  readonly doneAt: Date | null;
  /** Payees and cents by where their item stands; states without an item are left out. */
  readonly states: readonly { readonly state: ItemState; readonly payees: number; readonly cents: bigint }[];
  /** Items that a person should look at, at most 100: failed, unknown or returned. */
  readonly troubles: readonly Trouble[];
}

export interface Trouble {
  readonly itemId: string;
  readonly payeeWorkspaceId: string;
  readonly payeeName: string;
  readonly state: ItemState;
  readonly cents: bigint;
  readonly attempt: number;
  readonly asks: number;
  readonly problem: string | null;
  readonly since: Date;
}

/** How far a run has come, payee by payee where there is trouble. Finance may. */
export async function getRunProgress(ctx: Context, input: GetRunProgressInput): Promise<RunProgress> {
  requirePlatformRole(ctx, "finance");
  const { runId } = parseInput(GetRunProgressInput, input);
  const run = await findRun(ctx, runId);
  const [states, troubles] = await Promise.all([
    ctx.db.pool.query<RunProgress["states"][number]>(
      `SELECT state, count(*)::integer AS payees, sum(payable_cents)::bigint AS cents FROM payout_item_state
        WHERE run_id = $1 GROUP BY state ORDER BY state`,
      [runId],
    ),
    ctx.db.pool.query<Trouble>(
      `SELECT s.item_id AS "itemId", s.payee_workspace_id AS "payeeWorkspaceId", coalesce(w.name, s.payee_workspace_id) AS "payeeName",
          s.state, s.payable_cents AS cents, s.attempt, s.asks, s.problem, coalesce(s.ended_at, s.asked_at, s.started_at) AS since
        FROM payout_item_state s LEFT JOIN workspace w ON w.id = s.payee_workspace_id
        WHERE s.run_id = $1 AND s.state IN ('failed', 'unknown', 'returned') ORDER BY s.payable_cents DESC, s.item_id LIMIT 100`,
      [runId],
    ),
  ]);
  return { status: run.status, doneAt: run.doneAt, states: states.rows, troubles: troubles.rows };
}
