import { generationId } from "@tollgate/db/ids";
import { CORRECTION_KINDS, type CorrectionKind } from "./correction-input.ts";

export type CorrectionStatus = "requested" | "posted" | "rejected";

/** A change of the books that somebody asked for. Amounts are nano-USD. */
export interface CorrectionView {
  readonly id: string;
  readonly kind: CorrectionKind;
  readonly status: CorrectionStatus;
  /** Positive credits the account; of a refund, what the customer gets back. */
  readonly amountNano: bigint;
  /** Of a refund: the paying customer's credit. */
  readonly accountType: string;
  readonly owner: string;
  readonly ownerName: string;
  /** The platform's account on the other side; `null` for refunds, which undo every leg of the call. */
  readonly counterType: string | null;
  /** What the account has once this is posted; `null` for refunds, and once it is decided. */
  readonly leavesNano: bigint | null;
  /** `gen-…` of the call it is about. */
  readonly callId: string | null;
  readonly paymentId: string | null;
  readonly reason: string;
  readonly needsSecond: boolean;
  readonly requestedById: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
  readonly journalId: string | null;
}

export interface CorrectionRow {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly amount_nano: bigint;
  readonly account_type: string | null;
  readonly owner: string | null;
  readonly owner_name: string | null;
  readonly counter_type: string | null;
  readonly posted_nano: bigint | null;
  readonly call_id: string | null;
  readonly payment_id: string | null;
  readonly reason: string;
  readonly needs_second: boolean;
  readonly requested_by_id: string;
  readonly requested_by: string | null;
  readonly requested_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly decision_note: string | null;
  readonly journal_id: string | null;
}

/** Reads corrections with the names of people and workspaces; conditions and order follow. */
export const CORRECTION_SQL = `SELECT r.*, coalesce(r.owner, c.workspace_id) AS owner, w.name AS owner_name, asker.name AS requested_by,
    decider.name AS decided_by, b.posted_nano
  FROM correction r LEFT JOIN call c ON c.id = r.call_id LEFT JOIN workspace w ON w.id = coalesce(r.owner, c.workspace_id)
    LEFT JOIN ledger_account a ON a.type = r.account_type AND a.owner = r.owner LEFT JOIN balance b ON b.account_id = a.id
    LEFT JOIN "user" asker ON asker.id = r.requested_by_id LEFT JOIN "user" decider ON decider.id = r.decided_by_id`;

export function toCorrectionView(row: CorrectionRow): CorrectionView {
  return {
    id: row.id,
    kind: CORRECTION_KINDS.find((kind) => kind === row.kind) ?? "adjustment",
    status: row.status === "posted" || row.status === "rejected" ? row.status : "requested",
    amountNano: row.amount_nano,
    accountType: row.account_type ?? "customer_credit",
    owner: row.owner ?? "",
    ownerName: row.owner_name ?? row.owner ?? "",
    counterType: row.counter_type,
    leavesNano:
      row.status === "requested" && row.account_type !== null ? (row.posted_nano ?? 0n) + row.amount_nano : null,
    callId: row.call_id === null ? null : generationId(row.call_id),
    paymentId: row.payment_id,
    reason: row.reason,
    needsSecond: row.needs_second,
    requestedById: row.requested_by_id,
    requestedBy: row.requested_by ?? row.requested_by_id,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionNote: row.decision_note,
    journalId: row.journal_id,
  };
}
