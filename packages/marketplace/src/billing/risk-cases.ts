import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Transaction } from "@tollgate/db/open-database";

export interface RiskInput {
  /** Of what was reported, so that it is opened once. */
  readonly id: string;
  readonly kind: "fraud_warning" | "inquiry";
  readonly payment: PaymentModel;
  readonly detail: string;
  readonly now: Date;
}

/** Puts something suspicious about a payment before the operators, once. */
export async function openRiskCase(tx: Transaction, { id, kind, payment, detail, now }: RiskInput): Promise<void> {
  const { id: paymentId, workspaceId } = payment;
  await tx.riskCase.upsert({
    where: { id },
    create: { id, kind, paymentId, workspaceId, detail, openedAt: now },
    update: {},
  });
}
