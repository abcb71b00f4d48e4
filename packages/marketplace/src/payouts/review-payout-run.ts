import { type Anomaly, findAnomalies } from "@tollgate/payouts/anomalies";
import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import type pg from "pg";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { readSnapshot } from "../reports/read-snapshot.ts";
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

/** A run beside the one before it, over all payees. */
export interface RunChange {
  readonly month: string;
  readonly earnedNano: bigint;
  readonly payableCents: bigint;
  readonly payees: number;
  /** Payees without a statement then, and those of then without one now. */
  readonly newPayees: number;
  readonly gonePayees: number;
}

export interface RunReview {
  /** The run it is compared with, `null` for the first. */
  readonly previous: RunChange | null;
  readonly payees: number;
  /** How many have something to look at; the list has the 200 largest. */
  readonly flaggedPayees: number;
  readonly flagged: readonly PayeeReview[];
}

const LISTED = 200;
/** Statements that are in memory at a time. */
const FETCH = 1_000;

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
  return await readSnapshot(ctx.db, async (client) => ({
    previous: await readPrevious(client, runId),
    ...(await readReview(client, runId, settings)),
  }));
}

interface PreviousRow {
  readonly month: string;
  readonly earned: bigint;
  readonly payable: bigint;
  readonly payees: number;
  readonly fresh: number;
  readonly gone: number;
}

async function readPrevious(client: pg.ClientBase, runId: string): Promise<RunChange | null> {
  const { rows } = await client.query<PreviousRow>(
    `SELECT to_char(r.month, 'YYYY-MM') AS month, s.*,
        (SELECT count(*)::integer FROM payout_item i WHERE i.run_id = $1
          AND NOT EXISTS (SELECT 1 FROM payout_item b WHERE b.run_id = r.id AND b.payee_workspace_id = i.payee_workspace_id)) AS fresh,
        (SELECT count(*)::integer FROM payout_item b WHERE b.run_id = r.id
          AND NOT EXISTS (SELECT 1 FROM payout_item i WHERE i.run_id = $1 AND i.payee_workspace_id = b.payee_workspace_id)) AS gone
      FROM payout_run r CROSS JOIN LATERAL (SELECT coalesce(sum(provider_earned_nano + builder_earned_nano), 0)::bigint AS earned,
          coalesce(sum(payable_cents), 0)::bigint AS payable, count(*)::integer AS payees FROM payout_item WHERE run_id = r.id) s
      WHERE r.id = (${PREVIOUS_RUN})`,
    [runId],
  );
  const [row] = rows;
  if (!row) return null;
  const { month, earned: earnedNano, payable: payableCents, payees, fresh: newPayees, gone: gonePayees } = row;
  return { month, earnedNano, payableCents, payees, newPayees, gonePayees };
}

/** Reads a run of any size a page at a time, largest net first, and keeps what is shown. */
async function readReview(
  client: pg.ClientBase,
  runId: string,
  settings: PayoutSettings,
): Promise<Omit<RunReview, "previous">> {
  await client.query(
    `DECLARE review NO SCROLL CURSOR FOR
      SELECT i.payee_workspace_id AS payee, coalesce(w.name, i.payee_workspace_id) AS name, i.net_nano AS net, i.payable_cents,
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
  const flagged: PayeeReview[] = [];
  let [payees, flaggedPayees] = [0, 0];
  for (;;) {
    const { rows } = await client.query<ReviewRow>(`FETCH ${FETCH} FROM review`);
    const reviews = rows.map((row) => reviewOf(row, settings)).filter((review) => review.anomalies.length > 0);
    payees += rows.length;
    flaggedPayees += reviews.length;
    flagged.push(...reviews.slice(0, LISTED - flagged.length));
    if (rows.length < FETCH) return { payees, flaggedPayees, flagged };
  }
}

/** The last revision of the nearest month before the run's. */
const PREVIOUS_RUN = `SELECT r.id FROM payout_run r WHERE r.month < (SELECT month FROM payout_run WHERE id = $1)
  ORDER BY r.month DESC, r.revision DESC LIMIT 1`;

function reviewOf(row: ReviewRow, settings: PayoutSettings): PayeeReview {
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
