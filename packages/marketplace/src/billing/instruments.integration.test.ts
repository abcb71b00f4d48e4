import { expect, test } from "vitest";
import { bought, CARD, contextOf, credit, paymentOf, USD, withCard } from "../testing/buyers.ts";
import { fillIn, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { buyWithCard } from "./buy-with-card.ts";
import { createCheckout } from "./create-checkout.ts";
import { refreshPayment } from "./refresh-payment.ts";

useVerbs();
useSandbox();

/** What an instrument does when its owner pays on the page, and when they buy with it once it is saved. */
interface Expected {
  readonly token: string;
  readonly onPage: "credited" | "asks" | "refused";
  /** `null`: it cannot be saved. */
  readonly saved: "succeeded" | "action_required" | "failed" | null;
  /** What is left of the credit in the end. */
  readonly then?: "disputed" | "asked_about" | "warned_of";
}

const paid = (token: string, then?: Expected["then"]): Expected => ({
  ...{ token, onPage: "credited", saved: "succeeded" },
  ...(then && { then }),
});

const INSTRUMENTS: Readonly<Record<string, Expected>> = {
  "4242424242424242": paid("pm_card_visa"),
  "5555555555554444": paid("pm_card_mastercard"),
  "378282246310005": paid("pm_card_amex"),
  "4000000000000077": paid("pm_card_bypassPending"),
  "4000002500003155": {
    ...{ token: "pm_card_authenticationRequiredOnSetup", onPage: "asks", saved: "action_required" },
  },
  "4000002760003184": {
    ...{ token: "pm_card_authenticationRequired", onPage: "asks", saved: "action_required" },
  },
  "4000000000000002": { token: "pm_card_chargeDeclined", onPage: "refused", saved: null },
  "4000000000009995": { token: "pm_card_chargeDeclinedInsufficientFunds", onPage: "refused", saved: null },
  "4000000000000069": { token: "pm_card_chargeDeclinedExpiredCard", onPage: "refused", saved: null },
  "4000000000000341": { token: "pm_card_chargeCustomerFail", onPage: "refused", saved: "failed" },
  "4000000000000259": paid("pm_card_createDispute", "disputed"),
  "4000000000001976": paid("pm_card_createDisputeInquiry", "asked_about"),
  "4000000000005423": paid("pm_card_createIssuerFraudRecord", "warned_of"),
  "4000000000007726": paid("pm_card_pendingRefund"),
  "4000000000005126": paid("pm_card_refundFail"),
};

test("every instrument that the payment page offers is tried here", async () => {
  const person = await newPerson("Looker");
  const { url } = await createCheckout(await contextOf(person), { workspaceId: person.workspaceId, amountUsd: "20" });
  const page = await (await fetch(url)).text();
  const offered = [...page.matchAll(/<td class="mono">([\d ]+)</g)].map(([, number = ""]) =>
    number.replaceAll(" ", ""),
  );
  expect(new Set(offered)).toEqual(new Set(Object.keys(INSTRUMENTS)));
});

test.each(Object.entries(INSTRUMENTS))("%s paid with on the page", async (number, { onPage, then }) => {
  if (onPage === "asks") return await expectAsked(number);
  const { workspaceId, paymentId } = await bought(number);
  await webhooksIdle();
  const { status } = await paymentOf(paymentId);
  expect(status).toBe(onPage === "credited" ? "succeeded" : "open");
  await expectFollowed(paymentId, then);
  expect(await credit(workspaceId)).toBe(onPage === "credited" && then !== "disputed" ? 20n * USD : 0n);
});

const FOLLOWED = { asked_about: "inquiry", warned_of: "fraud_warning", disputed: "dispute" } as const;

/** What follows a payment is known, and nothing else. Its event can overtake the payment's; then it is refused and comes again. */
async function expectFollowed(paymentId: string, then: Expected["then"]): Promise<void> {
  const { dispute, riskCase } = services.db.prisma;
  const followed = async () => {
    const disputes = await dispute.findMany({ where: { paymentId, status: "open" } });
    const cases = await riskCase.findMany({ where: { paymentId } });
    return [...disputes.map(() => "dispute"), ...cases.map(({ kind }) => kind)];
  };
  await expect.poll(followed, { timeout: 15_000 }).toEqual(then ? [FOLLOWED[then]] : []);
}

/** The page sends its owner to the bank, and credits once they approve. */
async function expectAsked(number: string): Promise<void> {
  const person = await newPerson("Asked");
  const { workspaceId } = person;
  const { paymentId, url } = await createCheckout(await contextOf(person), { workspaceId, amountUsd: "20" });
  const bank = await fillIn(url, { ...CARD, number });
  expect(await credit(workspaceId)).toBe(0n);
  await fillIn(new URL(bank, url).href, { approve: "yes" });
  await webhooksIdle();
  expect((await paymentOf(paymentId)).status).toBe("succeeded");
  expect(await credit(workspaceId)).toBe(20n * USD);
}

const SAVED = Object.entries(INSTRUMENTS).filter(([, { saved }]) => saved !== null);

test.each(SAVED)("%s saved, and bought with later", async (_number, { token, saved, then }) => {
  const { ctx, workspaceId, cardId } = await withCard(token);
  const { paymentId, status } = await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" });
  expect(status).toBe(saved);
  await webhooksIdle();
  await refreshPayment(ctx, { workspaceId, paymentId });
  await expectFollowed(paymentId, then);
  expect(await credit(workspaceId)).toBe(saved === "succeeded" && then !== "disputed" ? 25n * USD : 0n);
});
