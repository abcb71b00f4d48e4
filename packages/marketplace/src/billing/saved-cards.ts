import type { Transaction } from "@tollgate/db/open-database";
import type Stripe from "stripe";
import { idOf } from "./payment-facts.ts";

/** Keeps a card that was saved at the processor. The first card of a workspace becomes its default. @returns whose it is, if ours. */
export async function keepCard(tx: Transaction, method: Stripe.PaymentMethod): Promise<string | null> {
  const customerId = idOf(method.customer);
  const profile = customerId === null ? null : await tx.billingProfile.findUnique({ where: { customerId } });
  if (!profile || !method.card) return null;
  const { workspaceId } = profile;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  await tx.savedCard.upsert({
    where: { id: method.id },
    create: { id: method.id, workspaceId, brand, last4, expMonth, expYear },
    update: { brand, last4, expMonth, expYear },
  });
  await tx.billingProfile.updateMany({
    where: { workspaceId, defaultCardId: null },
    data: { defaultCardId: method.id },
  });
  return workspaceId;
}

/** Forgets a card. Topping up with it ends; another card does not stand in unasked. */
export async function forgetCard(tx: Transaction, cardId: string, now: Date): Promise<string | null> {
  const card = await tx.savedCard.findUnique({ where: { id: cardId } });
  if (!card) return null;
  await tx.savedCard.updateMany({ where: { id: cardId, removedAt: null }, data: { removedAt: now } });
  await tx.billingProfile.updateMany({
    where: { workspaceId: card.workspaceId, defaultCardId: cardId },
    data: { defaultCardId: null, topUpEnabled: false },
  });
  return card.workspaceId;
}
