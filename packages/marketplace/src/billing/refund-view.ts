import type { RefundModel } from "@tollgate/db/generated/models/Refund";

/** A refund as screens show it. */
export interface RefundView {
  readonly id: string;
  readonly paymentId: string;
  readonly workspaceId: string;
  readonly status: "reserving" | "submitting" | "pending" | "succeeded" | "failed";
  readonly amountCents: number;
  readonly origin: string;
  readonly note: string;
  readonly failureReason: string | null;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
}

export function toRefundView(row: RefundModel): RefundView {
  const { id, paymentId, workspaceId, status, amountCents, origin, note, failureReason, createdAt, completedAt } = row;
  return { id, paymentId, workspaceId, status, amountCents, origin, note, failureReason, createdAt, completedAt };
}
