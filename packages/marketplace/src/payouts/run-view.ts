import type { Database, Transaction } from "@tollgate/db/open-database";
import { monthOf } from "@tollgate/payouts/months";
import type { CarryReason, Statement } from "@tollgate/payouts/statement";
import { NO_TOTALS, type RunTotals } from "./run-totals.ts";

export type PayoutRunStatus = "computed" | "approved" | "executing" | "done";

export interface PayoutRunView {
  readonly id: string;
  /** UTC month, `YYYY-MM`. */
  readonly month: string;
  readonly revision: number;
  readonly status: PayoutRunStatus;
  /** Whether a later revision of the month took its place. */
  readonly isSuperseded: boolean;
  /** SHA-256 of all statements, in hex: what people approve. */
  readonly hash: string;
  readonly computedBy: string;
  readonly computedAt: Date;
  /** Version of the payout settings it goes by. */
  readonly settingsVersion: number;
  /** People who approved its hash, first to last. */
  readonly approvals: readonly Approval[];
  readonly startedBy: string | null;
  readonly startedAt: Date | null;
  readonly doneAt: Date | null;
  readonly totals: RunTotals;
}

export interface Approval {
  readonly userId: string;
  readonly name: string;
  readonly at: Date;
}

/** A statement as a run keeps it. */
export type StoredStatement = Omit<
  Statement,
  "month" | "isVerified" | "isPaused" | "ownMinimumNano" | "hasTaxForm" | "paidThisYearNano"
>;

/** A statement with the payee's name, for screens and exports. */
export interface PayoutItemView extends StoredStatement {
  readonly payeeName: string;
}

export interface RunRow {
  readonly id: string;
  readonly month: Date;
  readonly revision: number;
  readonly status: PayoutRunStatus;
  readonly hash: string;
  readonly computedById: string;
  readonly computedAt: Date;
  readonly settingsVersion: number;
  readonly startedById: string | null;
  readonly startedAt: Date | null;
  readonly doneAt: Date | null;
}

/** Shapes runs, with their totals and the names of who computed and approved them, in a few queries for any number of runs. */
export async function toRunViews(
  db: Transaction | Database["prisma"],
  rows: readonly RunRow[],
): Promise<PayoutRunView[]> {
  const ids = rows.map((row) => row.id);
  const months = [...new Map(rows.map((row) => [row.month.getTime(), row.month])).values()];
  const approvals = await db.payoutApproval.findMany({ where: { runId: { in: ids } }, orderBy: { at: "asc" } });
  const userIds = rows.flatMap((row) => [row.computedById, row.startedById ?? ""]);
  const [totals, newest, people] = await Promise.all([
    readTotals(db, ids),
    db.payoutRun.groupBy({ by: ["month"], where: { month: { in: months } }, _max: { revision: true } }),
    db.user.findMany({
      where: { id: { in: [...userIds, ...approvals.map((one) => one.userId)] } },
      select: { id: true, name: true },
    }),
  ]);
  const newestRevision = new Map(newest.map((row) => [row.month.getTime(), row._max.revision ?? 0]));
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    id: row.id,
    month: monthOf(row.month),
    revision: row.revision,
    status: row.status,
    isSuperseded: row.revision < (newestRevision.get(row.month.getTime()) ?? row.revision),
    hash: row.hash,
    computedBy: names.get(row.computedById) ?? "Tollgate",
    computedAt: row.computedAt,
    settingsVersion: row.settingsVersion,
    approvals: approvals
      .filter((one) => one.runId === row.id)
      .map(({ userId, at }) => ({ userId, at, name: names.get(userId) ?? userId })),
    startedBy: row.startedById && (names.get(row.startedById) ?? row.startedById),
    startedAt: row.startedAt,
    doneAt: row.doneAt,
    totals: totals.get(row.id) ?? NO_TOTALS,
  }));
}

async function readTotals(db: Transaction | Database["prisma"], runIds: string[]): Promise<Map<string, RunTotals>> {
  if (runIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(RunTotals & { runId: string })[]>`
    SELECT run_id AS "runId", count(*)::integer AS payees, (count(*) FILTER (WHERE payable_cents > 0))::integer AS "payablePayees",
        sum(opening_nano)::bigint AS "openingNano", sum(provider_earned_nano)::bigint AS "providerEarnedNano",
        sum(builder_earned_nano)::bigint AS "builderEarnedNano", sum(adjustments_nano)::bigint AS "adjustmentsNano",
        sum(reversals_nano)::bigint AS "reversalsNano", sum(paid_nano)::bigint AS "paidNano",
        sum(holdback_in_nano)::bigint AS "holdbackInNano", sum(holdback_out_nano)::bigint AS "holdbackOutNano",
        sum(net_nano)::bigint AS "netNano", sum(payable_cents)::bigint AS "payableCents", sum(carry_nano)::bigint AS "carryNano"
      FROM payout_item WHERE run_id = ANY (${runIds}::text[]) GROUP BY run_id`;
  return new Map(rows.map(({ runId, ...totals }) => [runId, totals]));
}

/** The carry reason as stored; the database holds no others. */
export function readCarryReason(text: string | null): CarryReason | null {
  switch (text) {
    case "below_minimum":
    case "negative":
    case "unverified":
    case "paused":
    case "tax_form":
    case null:
      return text;
    default:
      throw new Error(`unknown carry reason ${text}`);
  }
}
