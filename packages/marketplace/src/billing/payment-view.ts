import type { PaymentModel } from "@tollgate/db/generated/models/Payment";

/** A purchase of credit as screens show it. */
export interface PaymentView {
  readonly id: string;
  readonly status: "open" | "succeeded" | "expired" | "failed";
  readonly amountCents: number;
  readonly creditNano: bigint;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  /** How it was begun: on the processor's page, with a saved card by somebody, or by automatic top-up. */
  readonly kind: PaymentModel["kind"];
  /** Why it failed, in the processor's words such as `insufficient_funds`; `null` when it did not or nothing was said. */
  readonly failureCode: string | null;
  /** Whether it waits for its cardholder to approve it at the bank. */
  readonly needsApproval: boolean;
}

export function toPaymentView(row: PaymentModel): PaymentView {
  const { id, status, amountCents, creditNano, createdAt, completedAt, kind, failureCode, actionRequiredAt } = row;
  const needsApproval = status === "open" && kind !== "checkout" && actionRequiredAt !== null;
  const why = status === "failed" ? failureCode : null;
  return { id, status, amountCents, creditNano, createdAt, completedAt, kind, failureCode: why, needsApproval };
}
