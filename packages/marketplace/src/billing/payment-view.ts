import type { PaymentModel } from "@tollgate/db/generated/models/Payment";

/** A purchase of credit as screens show it. */
export interface PaymentView {
  readonly id: string;
  readonly status: "open" | "succeeded" | "expired" | "failed";
  readonly amountCents: number;
  readonly creditNano: bigint;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
}

export function toPaymentView(row: PaymentModel): PaymentView {
  const { id, status, amountCents, creditNano, createdAt, completedAt } = row;
  return { id, status, amountCents, creditNano, createdAt, completedAt };
}
