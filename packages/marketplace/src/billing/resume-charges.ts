import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type Stripe from "stripe";
import type { Services } from "../context.ts";
import { chargeCard } from "./charge-card.ts";
import { factsOfIntent } from "./payment-facts.ts";
import { recordPaymentNews } from "./record-payment-news.ts";
import { requireProcessor } from "./require-processor.ts";

/** A charge that has not been heard of for this long is asked after. */
const QUIET_MS = 60_000;
/** A payment its owner does not approve for this long is given up. */
const APPROVAL_MS = 7 * 24 * 60 * 60_000;
/** The processor remembers idempotency keys for a day; to be safe they are used for less. */
const KEY_LIFE_MS = 23 * 60 * 60_000;
const BATCH = 100;

/** Finds out what became of charges whose answer never came, and gives up those nobody approved. @returns how many were decided. */
export async function resumeCharges(services: Services): Promise<number> {
  if (services.payments === null) return 0;
  const now = services.now().getTime();
  const open = await services.db.prisma.payment.findMany({
    where: {
      status: "open",
      kind: { not: "checkout" },
      OR: [
        { actionRequiredAt: null, createdAt: { lt: new Date(now - QUIET_MS) } },
        { actionRequiredAt: { lt: new Date(now - APPROVAL_MS) } },
      ],
    },
    orderBy: { createdAt: "asc" },
    take: BATCH,
  });
  let decided = 0;
  for (const payment of open) if (await resume(services, payment)) decided += 1;
  return decided;
}

async function resume(services: Services, payment: PaymentModel): Promise<boolean> {
  const { stripe } = requireProcessor(services);
  const known = await findIntent(services, payment);
  if (known) {
    const isOver = payment.actionRequiredAt !== null && known.status !== "succeeded" && known.status !== "canceled";
    const intent = isOver ? await stripe.paymentIntents.cancel(known.id) : known;
    const { after } = await recordPaymentNews(services, payment.id, factsOfIntent(intent));
    return after.status !== "open";
  }
  const profile = await services.db.prisma.billingProfile.findUnique({ where: { workspaceId: payment.workspaceId } });
  const isYoung = services.now().getTime() - payment.createdAt.getTime() < KEY_LIFE_MS;
  if (!isYoung || !profile?.customerId || payment.savedCardId === null) {
    await services.db.prisma.payment.updateMany({
      where: { id: payment.id, status: "open" },
      data: { status: "failed", completedAt: services.now(), failureCode: "never_reached_the_processor" },
    });
    return true;
  }
  const charge = { customerId: profile.customerId, cardId: payment.savedCardId, returnUrl: null };
  return (await chargeCard(services, payment, charge)).status !== "unknown";
}

/** Looks a charge up by what we wrote on it. The processor may have taken it although it never answered. */
async function findIntent(services: Services, payment: PaymentModel): Promise<Stripe.PaymentIntent | null> {
  const { stripe } = requireProcessor(services);
  if (payment.paymentIntentId !== null) return await stripe.paymentIntents.retrieve(payment.paymentIntentId);
  const profile = await services.db.prisma.billingProfile.findUnique({ where: { workspaceId: payment.workspaceId } });
  if (!profile?.customerId) return null;
  const intents = stripe.paymentIntents.list({ customer: profile.customerId, limit: 100 });
  for await (const intent of intents) if (intent.metadata.payment === payment.id) return intent;
  return null;
}
