import { readCreditState } from "@tollgate/db/redis/credit-state";
import { createCheckout } from "../billing/create-checkout.ts";
import { ensureCustomer } from "../billing/ensure-customer.ts";
import type { Context } from "../context.ts";
import { accountBalance } from "./books.ts";
import { fillIn, paying, processor, webhooksIdle } from "./sandbox.ts";
import { newPerson, type Person, services } from "./verbs.ts";

export const USD = 1_000_000_000n;
export const CARD = { email: "buyer@example.com", expiry: "12/40", cvc: "123" };

/** A person's context with the simulated processor. */
export async function contextOf(person: Person): Promise<Context> {
  return { ...(await person.ctx()), payments: processor };
}

/** Somebody who has bought 20 USD on the processor's page with a card. */
export async function bought(number = "4242424242424242") {
  const person = await newPerson("Buyer");
  const ctx = await contextOf(person);
  const { workspaceId } = person;
  const { paymentId, url } = await createCheckout(ctx, { workspaceId, amountUsd: "20" });
  // American Express prints four digits.
  await fillIn(url, { ...CARD, ...(number.startsWith("3") && { cvc: "1234" }), number });
  return { person, ctx, workspaceId, paymentId };
}

/** Somebody with a saved card. */
export async function withCard(token = "pm_card_visa") {
  const person = await newPerson("Saver");
  const ctx = await contextOf(person);
  const { workspaceId } = person;
  const customer = await ensureCustomer(paying, workspaceId, person.email);
  const setup = await processor.stripe.setupIntents.create({
    customer,
    confirm: true,
    payment_method: token,
    return_url: "https://console.test/back",
  });
  if (setup.next_action?.redirect_to_url?.url) await fillIn(setup.next_action.redirect_to_url.url, { approve: "yes" });
  await webhooksIdle();
  const card = await services.db.prisma.savedCard.findFirstOrThrow({ where: { workspaceId } });
  return { person, ctx, workspaceId, cardId: card.id, customer };
}

/** Paid credit as the ledger has it. */
export async function credit(workspaceId: string): Promise<bigint> {
  return await accountBalance(services.db, workspaceId, "customer_credit");
}

/** What calls are admitted against. */
export async function available(workspaceId: string): Promise<bigint | null> {
  return (await readCreditState(services.redis, workspaceId))?.availableNano ?? null;
}

export async function paymentOf(id: string) {
  return await services.db.prisma.payment.findUniqueOrThrow({ where: { id } });
}
