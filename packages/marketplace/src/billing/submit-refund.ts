import type { RefundModel } from "@tollgate/db/generated/models/Refund";
import type Stripe from "stripe";
import type { Services } from "../context.ts";
import { isDefiniteRefusal } from "./processor-failure.ts";
import { requireProcessor } from "./require-processor.ts";
import { settleRefund } from "./settle-refund.ts";

/**
 * Asks the processor for a refund whose credit is booked out. The refund's id is the idempotency key. An answer that never came leaves it
 * `submitting`; only a definite refusal gives the credit back.
 */
export async function submitRefund(services: Services, refund: RefundModel): Promise<void> {
  if (refund.status !== "submitting") return;
  const { stripe } = requireProcessor(services);
  const payment = await services.db.prisma.payment.findUniqueOrThrow({ where: { id: refund.paymentId } });
  if (payment.paymentIntentId === null) throw new Error(`payment ${payment.id} is paid and has no intent`);
  try {
    const order: Stripe.RefundCreateParams = {
      payment_intent: payment.paymentIntentId,
      amount: refund.amountCents,
      reason: "requested_by_customer",
      metadata: { refund: refund.id, payment: payment.id, workspace: refund.workspaceId },
    };
    const answer = await stripe.refunds.create(order, { idempotencyKey: refund.id });
    await settleRefund(services, refund.id, newsOf(answer));
  } catch (error) {
    if (!isDefiniteRefusal(error)) return;
    await settleRefund(services, refund.id, { state: "failed", processorId: null, reason: error.code ?? error.type });
  }
}

export interface RefundNews {
  readonly state: "pending" | "succeeded" | "failed";
  readonly processorId: string | null;
  readonly reason: string | null;
}

/** Reads a refund as the processor has it (docs.stripe.com/api/refunds/object). */
export function newsOf(refund: Stripe.Refund): RefundNews {
  const isOver = refund.status === "failed" || refund.status === "canceled";
  const state = isOver ? "failed" : refund.status === "succeeded" ? "succeeded" : "pending";
  return { state, processorId: refund.id, reason: refund.failure_reason ?? null };
}
