import { NANO_PER_CENT } from "@tollgate/money/nano";
import type { z } from "zod";
import { likeOf, listFilter } from "../desk/list-filter.ts";

export const REFUND_STATES = ["pending", "failed", "done"] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** Which refunds to look at. `search` is a refund, payment or workspace, the processor's id, or part of a workspace's name. */
export const RefundFilter = listFilter(REFUND_STATES);
export type RefundFilter = z.output<typeof RefundFilter>;

/** Money of a payment on its way back to the card. */
export interface RefundLine {
  readonly id: string;
  readonly state: RefundState;
  readonly paymentId: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  /** Nano-USD. */
  readonly amountNano: bigint;
  /** Who asked: the customer, finance, or somebody at the processor. */
  readonly origin: "customer" | "finance" | "processor";
  readonly requestedBy: string | null;
  readonly note: string;
  readonly failureReason: string | null;
  readonly processorId: string | null;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  readonly journalId: string | null;
  readonly reversalJournalId: string | null;
  /** The failed refund that this one tries again, and the one that tries this one again. */
  readonly retryOf: string | null;
  readonly retriedBy: string | null;
}

export interface RefundRow {
  readonly id: string;
  readonly state: string;
  readonly payment_id: string;
  readonly workspace_id: string;
  readonly workspace_name: string | null;
  readonly amount_cents: number;
  readonly origin: string;
  readonly requested_by: string | null;
  readonly note: string;
  readonly failure_reason: string | null;
  readonly processor_id: string | null;
  readonly created_at: Date;
  readonly completed_at: Date | null;
  readonly journal_id: string | null;
  readonly reversal_journal_id: string | null;
  readonly retry_of: string | null;
  readonly retried_by: string | null;
}

export const STATE_SQL = "CASE f.status WHEN 'succeeded' THEN 'done' WHEN 'failed' THEN 'failed' ELSE 'pending' END";

/** Reads refunds; conditions and order follow. */
export const REFUND_SQL = `SELECT f.*, ${STATE_SQL} AS state, w.name AS workspace_name, u.name AS requested_by, n.id AS retried_by
  FROM refund f LEFT JOIN workspace w ON w.id = f.workspace_id LEFT JOIN "user" u ON u.id = f.requested_by_id
    LEFT JOIN refund n ON n.retry_of = f.id`;

/** The conditions that `filterValues` fills in, as $1 to $5. */
export const FILTER_SQL = `($1::text IS NULL OR ${STATE_SQL} = $1)
  AND ($2::text IS NULL OR f.id = $2 OR f.payment_id = $2 OR f.workspace_id = $2 OR f.processor_id = $2 OR w.name ILIKE $3)
  AND ($4::timestamptz IS NULL OR f.created_at >= $4) AND ($5::timestamptz IS NULL OR f.created_at < $5)`;

export function filterValues({ state, search, from, to }: RefundFilter): (string | Date | null)[] {
  return [state ?? null, search || null, likeOf(search), from ?? null, to ?? null];
}

export function toRefundLine(row: RefundRow): RefundLine {
  return {
    id: row.id,
    state: REFUND_STATES.find((one) => one === row.state) ?? "pending",
    paymentId: row.payment_id,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name ?? row.workspace_id,
    amountNano: BigInt(row.amount_cents) * NANO_PER_CENT,
    origin: row.origin === "customer" || row.origin === "processor" ? row.origin : "finance",
    requestedBy: row.requested_by,
    note: row.note,
    failureReason: row.failure_reason,
    processorId: row.processor_id,
    createdAt: row.created_at,
    completedAt: row.completed_at,
    journalId: row.journal_id,
    reversalJournalId: row.reversal_journal_id,
    retryOf: row.retry_of,
    retriedBy: row.retried_by,
  };
}
