import type { Transaction } from "@tollgate/db/open-database";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import type Stripe from "stripe";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { notifyPayee } from "../payouts/notify-payee.ts";
import { tellPayee } from "../payouts/tell-payee.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { applyEvent, type EventEffect } from "./event-effects.ts";
import { requireProcessor } from "./require-processor.ts";
import { tellOfMoneyBack } from "./tell-of-money-back.ts";
import { tellOfPayment } from "./tell-of-payment.ts";
import { readThinEvent, takeThinEvent } from "./thin-events.ts";

export interface StripeDelivery {
  /** The body exactly as it arrived: the signature covers its bytes. */
  readonly rawBody: string;
  /** The `Stripe-Signature` header. */
  readonly signature: string | null;
}

export interface HandledEvent {
  readonly eventId: string;
  /** What it did, see `EventEffect`, or `duplicate` when it was here before. */
  readonly effect: string;
}

/**
 * Takes an event of the payment processor. The inbox row and its effect commit together, so an event that comes again does nothing, and one whose
 * effect failed has left nothing but a note for operators. The signature is the authorisation. Source: docs.stripe.com/webhooks.
 * @throws MarketplaceError `invalid_input` for a forged or stale signature, `precondition_failed` while no processor is configured.
 */
export async function handleStripeEvent(services: Services, delivery: StripeDelivery): Promise<HandledEvent> {
  requireProcessor(services);
  const event = verified(services, delivery);
  return event.object === "event"
    ? await takeEvent(services, event)
    : await takeThinEvent(services, readThinEvent(event));
}

/** Takes an event whose origin is certain: just verified, or kept from a delivery that failed. */
export async function takeEvent(services: Services, event: Stripe.Event): Promise<HandledEvent> {
  const handled = await services.db.prisma
    .$transaction((tx) => record(tx, services, event))
    .catch(async (error: unknown) => {
      await noteFailure(services, event, error);
      throw error;
    });
  if (handled.effect.startsWith("mismatch"))
    console.error(`payment event ${event.id} does not match its payment: ${handled.effect}`);
  // A second delivery projects again, in case the first died before it could.
  if (handled.workspaceId !== null) await projectCredit(services, handled.workspaceId);
  if (handled.payment && handled.effect !== "duplicate")
    await tellOfPayment(services, handled.payment.before, handled.payment.after);
  if (handled.effect !== "duplicate") {
    await tellOfPayout(services, handled);
    await tellOfMoneyBack(services, handled);
  }
  return { eventId: event.id, effect: handled.effect };
}

async function tellOfPayout(services: Services, { returnedItemId, refusedByBank }: EventEffect): Promise<void> {
  if (returnedItemId) await notifyPayee(services, { itemId: returnedItemId, kind: "returned" });
  if (refusedByBank)
    await tellPayee(services, {
      workspaceId: refusedByBank.workspaceId,
      subject: "Your bank refused a payout",
      text: `The payment processor tried to send your money to your bank, which refused: ${refusedByBank.problem} The money waits in your account at the processor. Check your bank details there; it is sent again afterwards.`,
    });
}

/** A snapshot event, or the notification of a thin one; both are signed alike. */
function verified(services: Services, { rawBody, signature }: StripeDelivery) {
  const { stripe, webhookSecrets } = requireProcessor(services);
  const isThin = /"object"\s*:\s*"v2\.core\.event"/.test(rawBody.slice(0, 500));
  let failure: unknown;
  for (const secret of webhookSecrets) {
    try {
      return isThin
        ? stripe.parseEventNotification(rawBody, signature ?? "", secret)
        : stripe.webhooks.constructEvent(rawBody, signature ?? "", secret);
    } catch (cause) {
      failure = cause;
    }
  }
  throw new MarketplaceError("invalid_input", "The signature of this event is not valid.", { cause: failure });
}

async function record(tx: Transaction, services: Services, event: Stripe.Event): Promise<EventEffect> {
  // Written first: two deliveries at once meet here, and the second waits for the first to commit or to fail.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`stripe_event:${event.id}`}, 0))`;
  const known = await tx.stripeEvent.findUnique({ where: { id: event.id } });
  if (known) return { effect: "duplicate", workspaceId: await workspaceOf(tx, event) };
  const inFlightNano = async (workspaceId: string) => {
    const state = await readCreditState(services.redis, workspaceId).catch(() => null);
    return (state?.heldNano ?? 0n) + (state?.unsettledNano ?? 0n);
  };
  const applied = await applyEvent(tx, { event, now: services.now(), inFlightNano });
  await tx.$executeRaw`INSERT INTO stripe_event (id, type, livemode, payload, effect)
    VALUES (${event.id}, ${event.type}, ${event.livemode}, ${JSON.stringify(event)}::jsonb, ${applied.effect})`;
  await tx.stripeEventFailure.deleteMany({ where: { id: event.id } });
  return applied;
}

/** Whose credit a repeated event was about, as it says itself. */
async function workspaceOf(tx: Transaction, event: Stripe.Event): Promise<string | null> {
  const { object } = event.data;
  const metadata: unknown = "metadata" in object ? object.metadata : null;
  const paymentId: unknown =
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, "payment") : null;
  if (typeof paymentId !== "string") return null;
  return (await tx.payment.findUnique({ where: { id: paymentId } }))?.workspaceId ?? null;
}

async function noteFailure({ db }: Services, event: Stripe.Event, error: unknown): Promise<void> {
  const said = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  await db.prisma.$executeRaw`INSERT INTO stripe_event_failure (id, type, payload, error)
    VALUES (${event.id}, ${event.type}, ${JSON.stringify(event)}::jsonb, ${said})
    ON CONFLICT (id) DO UPDATE SET error = excluded.error, attempts = stripe_event_failure.attempts + 1, last_at = now()`;
}
