import type { Transaction } from "@tollgate/db/open-database";
import type Stripe from "stripe";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { applyPayment, lockPayment } from "./apply-payment.ts";
import { decidePayment, type SessionFacts } from "./decide-payment.ts";
import { requireProcessor } from "./require-processor.ts";
import { factsOfEvent } from "./session-facts.ts";

export interface StripeDelivery {
  /** The body exactly as it arrived: the signature covers its bytes. */
  readonly rawBody: string;
  /** The `Stripe-Signature` header. */
  readonly signature: string | null;
}

export interface HandledEvent {
  readonly eventId: string;
  /** `credited`, `expired`, `failed`, `ignored`, `already_credited`, `mismatch_…`, or `duplicate` when it was here before. */
  readonly effect: string;
}

/**
 * Takes an event of the payment processor. The inbox row and its effect commit together, so an event that comes again does nothing.
 * The signature is the authorisation. Source: docs.stripe.com/webhooks.
 * @throws MarketplaceError `invalid_input` for a forged or stale signature, `precondition_failed` while no processor is configured.
 */
export async function handleStripeEvent(services: Services, delivery: StripeDelivery): Promise<HandledEvent> {
  const event = verified(services, delivery);
  const facts = factsOfEvent(event);
  const handled = await services.db.prisma.$transaction((tx) => record(tx, { event, facts, now: services.now() }));
  if (handled.effect.startsWith("mismatch"))
    console.error(`payment event ${event.id} does not match its payment: ${handled.effect}`);
  if (handled.workspaceId !== null) await projectCredit(services, handled.workspaceId);
  return { eventId: event.id, effect: handled.effect };
}

function verified(services: Services, { rawBody, signature }: StripeDelivery): Stripe.Event {
  const { stripe, webhookSecret } = requireProcessor(services);
  try {
    return stripe.webhooks.constructEvent(rawBody, signature ?? "", webhookSecret);
  } catch (cause) {
    throw new MarketplaceError("invalid_input", "The signature of this event is not valid.", { cause });
  }
}

interface Arrival {
  readonly event: Stripe.Event;
  readonly facts: SessionFacts | null;
  readonly now: Date;
}

interface Recorded {
  readonly effect: string;
  /** Whose credit changed or may have: a second delivery projects again, in case the first died before it could. */
  readonly workspaceId: string | null;
}

async function record(tx: Transaction, { event, facts, now }: Arrival): Promise<Recorded> {
  const payment = facts?.paymentId ? await lockPayment(tx, facts.paymentId) : null;
  if (!payment || !facts) {
    const isNew = await addToInbox(tx, event, "ignored");
    return { effect: isNew ? "ignored" : "duplicate", workspaceId: null };
  }
  const decision = decidePayment(payment, facts);
  const effect = effectOf(decision);
  const isNew = await addToInbox(tx, event, effect);
  if (isNew) await applyPayment(tx, { payment, facts, decision, now });
  const credited = decision.kind === "credit" || effect === "already_credited";
  return { effect: isNew ? effect : "duplicate", workspaceId: credited ? payment.workspaceId : null };
}

function effectOf(decision: ReturnType<typeof decidePayment>): string {
  switch (decision.kind) {
    case "credit":
      return "credited";
    case "close":
      return decision.status;
    case "nothing":
      return decision.effect;
    case "mismatch":
      return `mismatch_${decision.what}`;
  }
}

/** @returns false when the event was there already. Two deliveries at once: the second waits for the first to commit. */
async function addToInbox(tx: Transaction, event: Stripe.Event, effect: string): Promise<boolean> {
  const added = await tx.$executeRaw`INSERT INTO stripe_event (id, type, livemode, payload, effect)
    VALUES (${event.id}, ${event.type}, ${event.livemode}, ${JSON.stringify(event)}::jsonb, ${effect}) ON CONFLICT (id) DO NOTHING`;
  return added === 1;
}
