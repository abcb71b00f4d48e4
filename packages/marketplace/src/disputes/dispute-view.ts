import { NANO_PER_CENT } from "@tollgate/money/nano";
import type { z } from "zod";
import { likeOf, listFilter } from "../desk/list-filter.ts";

export const DISPUTE_STATES = ["needs_response", "under_review", "won", "lost", "closed"] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** Which disputes to look at. `search` is a dispute, payment or workspace, or part of a workspace's name. */
export const DisputeFilter = listFilter(DISPUTE_STATES);
export type DisputeFilter = z.output<typeof DisputeFilter>;

/** Who bore a lost dispute, in nano-USD. */
export interface DisputeLoss {
  readonly customerNano: bigint;
  readonly buildersNano: bigint;
  readonly platformNano: bigint;
}

/** A payment that its cardholder contests. Amounts are nano-USD. */
export interface DisputeView {
  readonly id: string;
  readonly state: DisputeState;
  /** Whether it is, or was until it was closed, only a question of the bank, which moves no money. */
  readonly isInquiry: boolean;
  readonly reason: string;
  readonly paymentId: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly amountNano: bigint;
  /** What the processor charges for it, won or lost. */
  readonly feeNano: bigint;
  /** Frozen when it opened: of the customer's credit, and of builders' unpaid fees from this customer. */
  readonly frozenCustomerNano: bigint;
  readonly frozenBuildersNano: bigint;
  /** `null` unless it is lost. */
  readonly loss: DisputeLoss | null;
  readonly openedAt: Date;
  /** Until when the bank wants an answer. */
  readonly dueAt: Date | null;
  readonly answeredAt: Date | null;
  readonly closedAt: Date | null;
}

export interface DisputeRow {
  readonly id: string;
  readonly state: string;
  readonly status: string;
  readonly reason: string;
  readonly payment_id: string;
  readonly workspace_id: string;
  readonly workspace_name: string | null;
  readonly amount_cents: number;
  readonly fee_cents: number;
  readonly frozen_nano: bigint;
  readonly held: bigint;
  readonly released_customer: bigint;
  readonly released_builders: bigint;
  readonly borne: bigint;
  readonly opened_at: Date;
  readonly evidence_due_at: Date | null;
  readonly evidence_sent_at: Date | null;
  readonly closed_at: Date | null;
}

/** Reads disputes with what was frozen for them and what their end released; conditions and order follow. */
export const DISPUTE_SQL = `SELECT q.* FROM (SELECT d.*, w.name AS workspace_name,
      CASE WHEN d.status IN ('won', 'lost', 'closed') THEN d.status WHEN d.evidence_sent_at IS NULL THEN 'needs_response'
        ELSE 'under_review' END AS state,
      coalesce(f.held, 0)::bigint AS held, coalesce(c.customer, 0)::bigint AS released_customer,
      coalesce(c.builders, 0)::bigint AS released_builders, coalesce(-c.borne, 0)::bigint AS borne
    FROM dispute d LEFT JOIN workspace w ON w.id = d.workspace_id
      LEFT JOIN LATERAL (SELECT sum(z.amount_nano) AS held FROM dispute_builder_freeze z WHERE z.dispute_id = d.id) f ON true
      LEFT JOIN LATERAL (SELECT sum(e.amount_nano) FILTER (WHERE a.type = 'customer_credit') AS customer,
          sum(e.amount_nano) FILTER (WHERE a.type = 'builder_payable') AS builders,
          sum(e.amount_nano) FILTER (WHERE a.type = 'bad_debt') AS borne
        FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id
        WHERE j.idempotency_key = 'dispute_closed:' || d.id) c ON true) q`;

/** The conditions that `filterValues` fills in, as $1 to $5. */
export const FILTER_SQL = `($1::text IS NULL OR q.state = $1)
  AND ($2::text IS NULL OR q.id = $2 OR q.payment_id = $2 OR q.workspace_id = $2 OR q.workspace_name ILIKE $3)
  AND ($4::timestamptz IS NULL OR q.opened_at >= $4) AND ($5::timestamptz IS NULL OR q.opened_at < $5)`;

export function filterValues({ state, search, from, to }: DisputeFilter): (string | Date | null)[] {
  return [state ?? null, search || null, likeOf(search), from ?? null, to ?? null];
}

export function toDisputeView(row: DisputeRow): DisputeView {
  const loss = {
    customerNano: row.frozen_nano - row.released_customer,
    buildersNano: row.held - row.released_builders,
    platformNano: row.borne,
  };
  return {
    id: row.id,
    state: DISPUTE_STATES.find((one) => one === row.state) ?? "closed",
    isInquiry: row.status === "inquiry" || row.status === "closed",
    reason: row.reason,
    paymentId: row.payment_id,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name ?? row.workspace_id,
    amountNano: BigInt(row.amount_cents) * NANO_PER_CENT,
    feeNano: BigInt(row.fee_cents) * NANO_PER_CENT,
    frozenCustomerNano: row.frozen_nano,
    frozenBuildersNano: row.held,
    loss: row.status === "lost" ? loss : null,
    openedAt: row.opened_at,
    dueAt: row.evidence_due_at,
    answeredAt: row.evidence_sent_at,
    closedAt: row.closed_at,
  };
}
