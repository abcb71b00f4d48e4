import { type Anomaly, findAnomalies } from "@tollgate/payouts/anomalies";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findRun } from "./get-payout-run.ts";

export const ReviewPayoutRunInput = z.object({ runId: z.string() });
export type ReviewPayoutRunInput = z.input<typeof ReviewPayoutRunInput>;

export interface PayeeReview {
  readonly payeeWorkspaceId: string;
  readonly payeeName: string;
  readonly netNano: bigint;
  readonly payableCents: bigint;
  readonly earnedNano: bigint;
  /** Of the month before; `null` when the payee had no statement then. */
  readonly previousEarnedNano: bigint | null;
  readonly anomalies: readonly Anomaly[];
}

export interface RunReview {
  /** The run it is compared with, `null` for the first. */
  readonly previousMonth: string | null;
  readonly payees: number;
  /** How many have something to look at; the list has the 200 largest. */
  readonly flaggedPayees: number;
  readonly flagged: readonly PayeeReview[];
}

const LISTED = 200;

interface ReviewRow {
  readonly payee: string;
  readonly name: string;
  readonly net: bigint;
  readonly payable_cents: bigint;
  readonly adjustments: bigint;
  readonly reversals: bigint;
  readonly provider: bigint;
  readonly builder: bigint;
  readonly before_net: bigint | null;
  readonly before_provider: bigint | null;
  readonly before_builder: bigint | null;
  readonly account_changed: boolean;
}

/** A run against the month before it, payee by payee: who is out of the ordinary, and why. Finance may. */
export async function reviewPayoutRun(ctx: Context, input: ReviewPayoutRunInput): Promise<RunReview> {
  requirePlatformRole(ctx, "finance");
  const { runId } = parseInput(ReviewPayoutRunInput, input);
  const run = await findRun(ctx, runId);
  const { note: _, ...settings } = await ctx.db.prisma.payoutSettingsVersion.findUniqueOrThrow({
    where: { version: run.settingsVersion },
  });
  const { rows } = await ctx.db.pool.query<ReviewRow>(
    `SELECT i.payee_workspace_id AS payee, coalesce(w.name, i.payee_workspace_id) AS name, i.net_nano AS net, i.payable_cents,
        i.adjustments_nano AS adjustments, i.reversals_nano AS reversals, i.provider_earned_nano AS provider,
        i.builder_earned_nano AS builder, b.net_nano AS before_net, b.provider_earned_nano AS before_provider,
        b.builder_earned_nano AS before_builder,
        coalesce(p.account_changed_at > (SELECT max(t.ended_at) FROM payout_attempt t
          WHERE t.payee_workspace_id = i.payee_workspace_id AND t.status = 'paid'), false) AS account_changed
      FROM payout_item i LEFT JOIN workspace w ON w.id = i.payee_workspace_id
      LEFT JOIN payout_account p ON p.workspace_id = i.payee_workspace_id
      LEFT JOIN payout_item b ON b.payee_workspace_id = i.payee_workspace_id AND b.run_id = (${PREVIOUS_RUN})
      WHERE i.run_id = $1 ORDER BY i.net_nano DESC, i.payee_workspace_id`,
    [runId],
  );
  const reviews = rows.map((row) => reviewOf(row, settings)).filter((review) => review.anomalies.length > 0);
  const previous = await ctx.db.pool.query<{ month: string }>(
    `SELECT to_char(month, 'YYYY-MM') AS month FROM payout_run WHERE id = (${PREVIOUS_RUN})`,
    [runId],
  );
  return {
    previousMonth: previous.rows[0]?.month ?? null,
    payees: rows.length,
    flaggedPayees: reviews.length,
    flagged: reviews.slice(0, LISTED),
  };
}

/** The last revision of the nearest month before the run's. */
const PREVIOUS_RUN = `SELECT r.id FROM payout_run r WHERE r.month < (SELECT month FROM payout_run WHERE id = $1)
  ORDER BY r.month DESC, r.revision DESC LIMIT 1`;

function reviewOf(row: ReviewRow, settings: Parameters<typeof findAnomalies>[1]): PayeeReview {
  const previous =
    row.before_net === null || row.before_provider === null || row.before_builder === null
      ? null
      : {
          netNano: row.before_net,
          providerEarnedNano: row.before_provider,
          builderEarnedNano: row.before_builder,
        };
  const statement = {
    netNano: row.net,
    payableCents: row.payable_cents,
    adjustmentsNano: row.adjustments,
    reversalsNano: row.reversals,
    providerEarnedNano: row.provider,
    builderEarnedNano: row.builder,
  };
  return {
    payeeWorkspaceId: row.payee,
    payeeName: row.name,
    netNano: row.net,
    payableCents: row.payable_cents,
    earnedNano: row.provider + row.builder,
    previousEarnedNano: previous && previous.providerEarnedNano + previous.builderEarnedNano,
    anomalies: findAnomalies({ statement, previous, accountChanged: row.account_changed }, settings),
  };
}
