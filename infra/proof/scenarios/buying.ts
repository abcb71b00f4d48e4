import { buyWithCard } from "@tollgate/marketplace/billing/buy-with-card";
import { createCheckout } from "@tollgate/marketplace/billing/create-checkout";
import { refreshCheckouts } from "@tollgate/marketplace/billing/refresh-checkouts";
import { CARD, contextOf, credit, paymentOf, USD, withCard } from "@tollgate/marketplace/testing/buyers";
import { control, fillIn, paying, processor, webhooksIdle } from "@tollgate/marketplace/testing/sandbox";
import { services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";
import type { ActInput } from "../crash-acts.ts";
import type { WorkEnd } from "../crash-process.ts";
import { done, type Scenarios } from "../crash-trials.ts";
import { events } from "../crash-world.ts";

type Buyer = Awaited<ReturnType<typeof withCard>>;

const PURCHASE_NANO = 20n * USD;
/** When purchases are old enough to be asked after. */
const QUIET_MS = 3 * 60_000;
const NANO_PER_CENT = 10_000_000n;

let known: Buyer | undefined;
/** Credit as the trial begins, and what the card had been charged until then. */
let before = { creditNano: 0n, chargedCents: 0 };

/** One buyer with a saved card for all trials. */
export async function buyer(): Promise<Buyer> {
  known ??= await withCard();
  return known;
}

/** The buyer asks; nothing is bought without asking. */
async function asBuyer(): Promise<Partial<ActInput>> {
  const { person, workspaceId, cardId } = await buyer();
  const { billingProfile } = services.db.prisma;
  await billingProfile.update({ where: { workspaceId }, data: { topUpEnabled: false } });
  before = { creditNano: await credit(workspaceId), chargedCents: await chargedCents() };
  return { userId: person.userId, workspaceId, cardId };
}

/** A checkout that has just been paid on the processor's page; its events are held. */
async function paidCheckout(): Promise<Partial<ActInput>> {
  const input = await asBuyer();
  const { person, workspaceId } = await buyer();
  events.hold();
  const { paymentId, url } = await createCheckout(await contextOf(person), { workspaceId, amountUsd: "20" });
  await fillIn(url, { ...CARD, number: "4242424242424242" });
  await webhooksIdle();
  return { ...input, paymentId };
}

/** A purchase whose events are lost for good and whose buyer never comes back. Those before it have been asked after just now. */
async function lostPurchase(): Promise<Partial<ActInput>> {
  const aheadMs = QUIET_MS;
  await refreshCheckouts({ ...paying, now: () => new Date(Date.now() + aheadMs) });
  await buyer();
  await control("webhooks", { mode: "drop" });
  const { workspaceId, paymentId = "" } = await paidCheckout();
  await control("webhooks", { mode: "auto" });
  return { workspaceId, paymentId, aheadMs };
}

/** The worker's next pass, once it is time to ask again. */
async function askAgain(input: ActInput): Promise<void> {
  await services.redis.del(`checkout_asked:{${input.paymentId}}`);
  await done("refreshCheckouts", input);
}

/** Credit is a dollar below the threshold. Nobody asks; the platform tops up. */
async function belowThreshold(): Promise<Partial<ActInput>> {
  await asBuyer();
  const { workspaceId } = await buyer();
  const data = { topUpEnabled: true, topUpThresholdNano: before.creditNano + USD, topUpCents: 2000 };
  const { billingProfile } = services.db.prisma;
  await billingProfile.update({ where: { workspaceId }, data: { ...data, topUpMonthlyCents: 100_000_000 } });
  return { workspaceId };
}

let cautious: Buyer | undefined;

/** A payment that the bank wants its owner to approve. */
async function waitingForApproval(): Promise<Partial<ActInput>> {
  cautious ??= await withCard("pm_card_authenticationRequired");
  const { person, workspaceId, cardId } = cautious;
  const ctx = await contextOf(person);
  const { paymentId, status } = await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "20" });
  expect(status).toBe("action_required");
  return { userId: person.userId, workspaceId, paymentId };
}

/** What the saved card has paid in reality: the processor's word. */
async function chargedCents(): Promise<number> {
  const { customer } = await buyer();
  let cents = 0;
  for await (const intent of processor.stripe.paymentIntents.list({ customer, limit: 100 }))
    if (intent.status === "succeeded") cents += intent.amount_received;
  return cents;
}

async function gained({ workspaceId }: ActInput): Promise<bigint> {
  return (await credit(workspaceId)) - before.creditNano;
}

/** The card was charged for what is credited and for nothing else. */
async function expectCharged(input: ActInput, possible: readonly bigint[]): Promise<void> {
  const nano = await gained(input);
  expect(possible).toContain(nano);
  expect(BigInt((await chargedCents()) - before.chargedCents) * NANO_PER_CENT).toBe(nano);
}

const isDone = (end: WorkEnd) => end.kind === "returned" && end.ok;
const expectPurchase = async (input: ActInput) => expect(await gained(input)).toBe(PURCHASE_NANO);

export const BUYING: Scenarios = {
  "a checkout is opened": {
    act: "openCheckout",
    prepare: asBuyer,
    check: async (input) => await expectCharged(input, [0n]),
  },
  "the event of a paid checkout is taken": {
    act: "takeEvent",
    async prepare() {
      const { workspaceId } = await buyer();
      await paidCheckout();
      return { ...(await events.newest("checkout.session.completed")), workspaceId };
    },
    check: expectPurchase,
  },
  "a paid checkout is asked after": { act: "refreshPayment", prepare: paidCheckout, check: expectPurchase },
  "a paid checkout is asked after by a worker": {
    act: "refreshCheckouts",
    prepare: lostPurchase,
    insist: askAgain,
    check: expectPurchase,
  },
  "credit is bought with a saved card": {
    act: "buyWithCard",
    prepare: asBuyer,
    check: async (input, end) => await expectCharged(input, isDone(end) ? [PURCHASE_NANO] : [0n, PURCHASE_NANO]),
  },
  "credit is topped up automatically": {
    act: "topUp",
    prepare: belowThreshold,
    // Whoever tries it first, workers see to it.
    check: async (input) => await expectCharged(input, [PURCHASE_NANO]),
  },
  "a payment that waits for its owner is given up": {
    act: "giveUpPayment",
    prepare: waitingForApproval,
    insist: async (input) => await done("giveUpPayment", input),
    check: async ({ workspaceId, paymentId }) =>
      expect([(await paymentOf(paymentId)).status, await credit(workspaceId)]).toEqual(["failed", 0n]),
  },
};
