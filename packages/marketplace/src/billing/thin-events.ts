import type { Transaction } from "@tollgate/db/open-database";
import type Stripe from "stripe";
import { z } from "zod";
import type { Services } from "../context.ts";
import type { AccountFacts } from "../payouts/processor-account.ts";
import { storeAccountFacts } from "../payouts/store-account-facts.ts";
import { tellPayee } from "../payouts/tell-payee.ts";
import type { HandledEvent } from "./handle-stripe-event.ts";

/** What a thin event says, as it is kept. Source: docs.stripe.com/event-destinations. */
export const ThinEvent = z.object({
  id: z.string(),
  object: z.literal("v2.core.event"),
  type: z.string(),
  created: z.string(),
  livemode: z.boolean(),
  related_object: z.object({ id: z.string(), type: z.string() }).nullable(),
});
export type ThinEvent = z.infer<typeof ThinEvent>;

/** The thin event in a verified notification. */
export function readThinEvent(event: Stripe.V2.Core.EventNotification): ThinEvent {
  const { id, type, created, livemode } = event;
  const about = "related_object" in event ? event.related_object : null;
  return ThinEvent.parse({
    id,
    object: "v2.core.event",
    type,
    created: String(created),
    livemode,
    related_object: about ?? null,
  });
}

interface Read {
  readonly workspaceId: string;
  readonly country: string;
  readonly facts: AccountFacts;
  readonly at: Date;
}

/**
 * Takes a thin event: it says that an object changed, not how. What a payee's account is now is read afresh from the processor, so that order never
 * matters, and recorded together with the event, once.
 */
export async function takeThinEvent(services: Services, event: ThinEvent): Promise<HandledEvent> {
  const read = await readAccount(services, event).catch(async (error: unknown) => {
    await noteThinFailure(services, event, error);
    throw error;
  });
  const taken = await services.db.prisma.$transaction((tx) => record(tx, event, read));
  if (taken.lost && read)
    await tellPayee(services, {
      workspaceId: read.workspaceId,
      subject: "Your payout account needs you",
      text: "The payment processor asks for something before anything can be paid to you. Until then your earnings carry over. See what is missing, and give it, on your payouts page.",
    });
  return { eventId: event.id, effect: taken.effect };
}

async function readAccount({ db, payouts, now }: Services, { related_object: about }: ThinEvent): Promise<Read | null> {
  if (about?.type !== "v2.core.account" || payouts === null) return null;
  const known = await db.prisma.payoutAccount.findUnique({ where: { processorAccountId: about.id } });
  if (!known) return null;
  const at = now();
  return { workspaceId: known.workspaceId, country: known.country, facts: await payouts.accounts.read(about.id), at };
}

interface Taken {
  readonly effect: string;
  /** Whether a payee who could be paid cannot be any more. */
  readonly lost: boolean;
}

async function record(tx: Transaction, event: ThinEvent, read: Read | null): Promise<Taken> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`stripe_event:${event.id}`}, 0))`;
  if (await tx.stripeEvent.findUnique({ where: { id: event.id } })) return { effect: "duplicate", lost: false };
  const taken = read ? await refresh(tx, read) : { effect: "noted", lost: false };
  await tx.$executeRaw`INSERT INTO stripe_event (id, type, livemode, payload, effect)
    VALUES (${event.id}, ${event.type}, ${event.livemode}, ${JSON.stringify(event)}::jsonb, ${taken.effect})`;
  await tx.stripeEventFailure.deleteMany({ where: { id: event.id } });
  return taken;
}

/** Of two answers of the processor the one that was asked for later counts, whichever is recorded last. */
async function refresh(tx: Transaction, { workspaceId, country, facts, at }: Read): Promise<Taken> {
  await tx.$queryRaw`SELECT 1 FROM payout_account WHERE workspace_id = ${workspaceId} FOR UPDATE`;
  const before = await tx.payoutAccount.findUniqueOrThrow({ where: { workspaceId } });
  if (before.checkedAt !== null && before.checkedAt > at) return { effect: "noted", lost: false };
  await storeAccountFacts(tx, { workspaceId, country, facts, now: at });
  return { effect: "payout_account_read", lost: before.status === "enabled" && facts.status !== "enabled" };
}

async function noteThinFailure({ db }: Services, event: ThinEvent, error: unknown): Promise<void> {
  const said = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  await db.prisma.$executeRaw`INSERT INTO stripe_event_failure (id, type, payload, error)
    VALUES (${event.id}, ${event.type}, ${JSON.stringify(event)}::jsonb, ${said})
    ON CONFLICT (id) DO UPDATE SET error = excluded.error, attempts = stripe_event_failure.attempts + 1, last_at = now()`;
}
