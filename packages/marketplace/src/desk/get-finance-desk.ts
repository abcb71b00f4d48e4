import { monthOf, previousMonth } from "@tollgate/payouts/months";
import { type Context, requirePlatformRole, requireUser } from "../context.ts";
import { closedAt } from "../payouts/close-month.ts";

/** One thing that waits for a person of finance. Amounts are nano-USD; `null` where none is known. */
export interface DeskItem {
  readonly id: string;
  readonly who: string;
  readonly what: string;
  readonly amountNano: bigint | null;
  readonly since: Date;
  /** Until when it has to be answered. */
  readonly dueAt: Date | null;
}

/** Some of what waits, oldest first, with how much there is in all. */
export interface DeskQueue {
  readonly items: readonly DeskItem[];
  readonly count: number;
}

export interface DeskRun {
  readonly id: string;
  readonly month: string;
  /** What it needs: a first or second approval, a start, or somebody who looks at payments that did not go through. */
  readonly needs: "approval" | "start" | "retry";
  /** Whether this person has approved it, so that somebody else has to. */
  readonly approvedByYou: boolean;
  readonly failedPayments: number;
}

export interface FinanceDesk {
  /** Adjustments and refunds that somebody else asked for. */
  readonly corrections: DeskQueue;
  /** Those this person asked for: they wait for somebody else. */
  readonly ownCorrections: number;
  readonly runs: readonly DeskRun[];
  /** The month that is over and not closed yet, as `YYYY-MM`; `null` when it is closed. */
  readonly monthToClose: string | null;
  readonly disputes: DeskQueue;
  /** Refunds to a card that did not go through in the last 30 days. */
  readonly failedRefunds: DeskQueue;
  /** Payments that failed in the last seven days. */
  readonly failedPayments: DeskQueue;
  /** Calls that nobody is charged for until an operator decides. */
  readonly quarantined: { readonly count: number; readonly oldestAt: Date | null };
  /** Events of the processor whose effect failed. */
  readonly failedEvents: number;
}

const SHOWN = 5;

/** What needs finance today. Finance may. */
export async function getFinanceDesk(ctx: Context): Promise<FinanceDesk> {
  requirePlatformRole(ctx, "finance");
  const userId = requireUser(ctx);
  const lastMonth = previousMonth(monthOf(ctx.now()));
  const [
    corrections,
    ownCorrections,
    runs,
    closed,
    disputes,
    failedRefunds,
    failedPayments,
    quarantined,
    failedEvents,
  ] = await Promise.all([
    queue(ctx, CORRECTIONS, [userId]),
    ctx.db.prisma.correction.count({ where: { status: "requested", requestedById: userId } }),
    waitingRuns(ctx, userId),
    closedAt(ctx, lastMonth),
    queue(ctx, DISPUTES, []),
    queue(ctx, FAILED_REFUNDS, [ctx.now()]),
    queue(ctx, FAILED_PAYMENTS, [ctx.now()]),
    ctx.db.prisma.quarantinedCall.aggregate({
      where: { resolvedAt: null },
      _count: true,
      _min: { createdAt: true },
    }),
    ctx.db.prisma.stripeEventFailure.count(),
  ]);
  return {
    corrections,
    ownCorrections,
    runs,
    monthToClose: closed ? null : lastMonth,
    disputes,
    failedRefunds,
    failedPayments,
    quarantined: { count: quarantined._count, oldestAt: quarantined._min.createdAt },
    failedEvents,
  };
}

const CENT = 10_000_000;

const CORRECTIONS = `SELECT r.id, coalesce(w.name, coalesce(r.owner, c.workspace_id)) AS who, r.reason AS what, r.amount_nano AS amount,
    r.requested_at AS since, NULL::timestamptz AS due
  FROM correction r LEFT JOIN call c ON c.id = r.call_id LEFT JOIN workspace w ON w.id = coalesce(r.owner, c.workspace_id)
  WHERE r.status = 'requested' AND r.requested_by_id <> $1`;

const DISPUTES = `SELECT d.id, w.name AS who, d.reason AS what, d.amount_cents::bigint * ${CENT} AS amount, d.opened_at AS since,
    CASE WHEN d.evidence_sent_at IS NULL THEN d.evidence_due_at END AS due
  FROM dispute d JOIN workspace w ON w.id = d.workspace_id WHERE d.status IN ('open', 'inquiry')`;

const FAILED_REFUNDS = `SELECT f.id, w.name AS who, coalesce(f.failure_reason, '') AS what, f.amount_cents::bigint * ${CENT} AS amount,
    coalesce(f.completed_at, f.created_at) AS since, NULL::timestamptz AS due
  FROM refund f JOIN workspace w ON w.id = f.workspace_id WHERE f.status = 'failed' AND f.created_at > $1::timestamptz - interval '30 days'`;

const FAILED_PAYMENTS = `SELECT p.id, w.name AS who, coalesce(p.failure_code, '') AS what, p.amount_cents::bigint * ${CENT} AS amount,
    p.created_at AS since, NULL::timestamptz AS due
  FROM payment p JOIN workspace w ON w.id = p.workspace_id WHERE p.status = 'failed' AND p.created_at > $1::timestamptz - interval '7 days'`;

interface QueueRow {
  readonly id: string;
  readonly who: string;
  readonly what: string;
  readonly amount: bigint;
  readonly since: Date;
  readonly due: Date | null;
  readonly count: number;
}

async function queue(ctx: Context, sql: string, values: readonly (string | Date)[]): Promise<DeskQueue> {
  const { rows } = await ctx.db.pool.query<QueueRow>(
    `SELECT q.*, (count(*) OVER ())::int AS count FROM (${sql}) q ORDER BY q.due ASC NULLS LAST, q.since, q.id LIMIT ${SHOWN}`,
    [...values],
  );
  return {
    count: rows[0]?.count ?? 0,
    items: rows.map(({ id, who, what, amount, since, due }) => ({
      id,
      who,
      what,
      amountNano: amount,
      since,
      dueAt: due,
    })),
  };
}

interface RunRow {
  readonly id: string;
  readonly month: Date;
  readonly status: string;
  readonly approved: boolean;
  readonly failed: number;
}

/** Of the newest revision of each of the last 24 months: what is not done, and payments that did not go through and were not tried again. */
async function waitingRuns(ctx: Context, userId: string): Promise<DeskRun[]> {
  const { rows } = await ctx.db.pool.query<RunRow>(
    `SELECT r.id, r.month, r.status::text AS status,
        EXISTS (SELECT 1 FROM payout_approval a WHERE a.run_id = r.id AND a.user_id = $1 AND a.hash = r.hash) AS approved,
        (SELECT count(*) FROM payout_item_state s WHERE s.run_id = r.id AND s.state IN ('failed', 'unknown', 'returned'))::int AS failed
      FROM payout_run r WHERE NOT EXISTS (SELECT 1 FROM payout_run n WHERE n.month = r.month AND n.revision > r.revision)
      ORDER BY r.month DESC LIMIT 24`,
    [userId],
  );
  return rows.flatMap(({ id, month, status, approved, failed }): DeskRun[] => {
    const needs = status === "computed" ? "approval" : status === "approved" ? "start" : failed > 0 ? "retry" : null;
    return needs ? [{ id, month: monthOf(month), needs, approvedByYou: approved, failedPayments: failed }] : [];
  });
}
