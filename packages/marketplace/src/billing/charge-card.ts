import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import Stripe from "stripe";
import type { Services } from "../context.ts";
import type { PaymentFacts } from "./decide-payment.ts";
import { factsOfIntent } from "./payment-facts.ts";
import { isDefiniteRefusal } from "./processor-failure.ts";
import { recordPaymentNews } from "./record-payment-news.ts";
import { requireProcessor } from "./require-processor.ts";

export interface ChargedCard {
  readonly status: "succeeded" | "failed" | "action_required" | "unknown";
  /** The bank's page, where the card's owner approves it. */
  readonly url: string | null;
  readonly failureCode: string | null;
}

export interface CardCharge {
  readonly customerId: string;
  readonly cardId: string;
  /** Where the bank's page sends the person back to; `null` when nobody is there. */
  readonly returnUrl: string | null;
}

/**
 * Charges a saved card for an open payment. The payment's id is the idempotency key, so that any repetition finds the first charge. An answer that
 * never came leaves the payment open for `resumeCharges`.
 */
export async function chargeCard(services: Services, payment: PaymentModel, charge: CardCharge): Promise<ChargedCard> {
  const { stripe } = requireProcessor(services);
  try {
    const intent = await stripe.paymentIntents.create(intentFor(payment, charge), { idempotencyKey: payment.id });
    return await record(services, payment, intent);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError && error.payment_intent)
      return await record(services, payment, error.payment_intent);
    if (!isDefiniteRefusal(error)) return { status: "unknown", url: null, failureCode: null };
    const failureCode = error.code ?? error.type;
    await recordPaymentNews(services, payment.id, refusedFacts(payment, failureCode));
    return { status: "failed", url: null, failureCode };
  }
}

function intentFor(payment: PaymentModel, { customerId, cardId, returnUrl }: CardCharge) {
  const shared = {
    amount: payment.amountCents,
    currency: payment.currency,
    customer: customerId,
    payment_method: cardId,
    confirm: true,
    description: "Tollgate credit",
    metadata: { payment: payment.id, workspace: payment.workspaceId },
    automatic_payment_methods: { enabled: true },
  };
  return returnUrl === null ? { ...shared, off_session: true } : { ...shared, return_url: returnUrl };
}

async function record(services: Services, payment: PaymentModel, intent: Stripe.PaymentIntent): Promise<ChargedCard> {
  const { after } = await recordPaymentNews(services, payment.id, factsOfIntent(intent));
  return outcomeOf(after, intent.next_action?.redirect_to_url?.url ?? null);
}

/** How a payment stands after the processor has been heard. */
export function outcomeOf(payment: PaymentModel, url: string | null): ChargedCard {
  const { failureCode } = payment;
  if (payment.status === "succeeded") return { status: "succeeded", url: null, failureCode: null };
  if (payment.status !== "open") return { status: "failed", url: null, failureCode };
  if (payment.actionRequiredAt !== null) return { status: "action_required", url, failureCode };
  return { status: "unknown", url: null, failureCode };
}

function refusedFacts(payment: PaymentModel, failureCode: string): PaymentFacts {
  return {
    sessionId: null,
    paymentId: payment.id,
    workspaceId: payment.workspaceId,
    amountCents: payment.amountCents,
    currency: payment.currency,
    paymentIntentId: payment.paymentIntentId,
    state: "failed",
    failureCode,
  };
}
