import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import { readCredit } from "../billing/read-credit.ts";
import { SELF_SERVE_MS } from "../billing/refund-rules.ts";
import type { Context } from "../context.ts";

/** What of a payment can be given back at this moment. Amounts are nano-USD. */
export interface RefundMeasure {
  readonly paymentId: string;
  readonly amountNano: bigint;
  readonly refundedNano: bigint;
  readonly disputedNano: bigint;
  /** Credit that can be spent now, and how much of the workspace's credit was bought. */
  readonly availableNano: bigint;
  readonly paidCreditNano: bigint;
  /** The most that can be given back now, in whole cents. */
  readonly refundableNano: bigint;
  /** Why nothing can be; `null` when something can. */
  readonly obstacle: "unpaid" | "disputed" | "refunded" | "spent" | null;
  /** Until when the customer can do it alone; `null` for an unpaid payment. */
  readonly selfServeUntil: Date | null;
}

/** Measures what a refund could give back: the least of what is left of the payment, of bought credit, and of credit that nothing runs on. */
export async function measureRefund(ctx: Context, payment: PaymentModel): Promise<RefundMeasure> {
  const [credit, dispute] = await Promise.all([
    readCredit(ctx, payment.workspaceId),
    ctx.db.prisma.dispute.findFirst({ where: { paymentId: payment.id, status: { in: ["open", "lost"] } } }),
  ]);
  const leftNano = nanoOf(payment.amountCents - payment.refundedCents - payment.disputedCents);
  const unspent = wholeCents(least(credit.availableNano, credit.paidNano));
  const isPaid = payment.status === "succeeded";
  const refundableNano = isPaid && !dispute ? greatest(least(leftNano, unspent), 0n) : 0n;
  const obstacle = !isPaid ? "unpaid" : dispute ? "disputed" : leftNano <= 0n ? "refunded" : "spent";
  return {
    paymentId: payment.id,
    amountNano: nanoOf(payment.amountCents),
    refundedNano: nanoOf(payment.refundedCents),
    disputedNano: nanoOf(payment.disputedCents),
    availableNano: credit.availableNano,
    paidCreditNano: credit.paidNano,
    refundableNano,
    obstacle: refundableNano > 0n ? null : obstacle,
    selfServeUntil: payment.completedAt && new Date(payment.completedAt.getTime() + SELF_SERVE_MS),
  };
}

function nanoOf(cents: number): bigint {
  return BigInt(cents) * NANO_PER_CENT;
}

function wholeCents(nano: bigint): bigint {
  return nano <= 0n ? 0n : nano - (nano % NANO_PER_CENT);
}

const least = (left: bigint, right: bigint) => (left < right ? left : right);
const greatest = (left: bigint, right: bigint) => (left > right ? left : right);
