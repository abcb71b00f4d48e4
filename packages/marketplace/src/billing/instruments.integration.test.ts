import { expect, test } from "vitest";
import { bought, CARD, contextOf, credit, paymentOf, USD, withCard } from "../testing/buyers.ts";
import { fillIn, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { buyWithCard } from "./buy-with-card.ts";
import { createCheckout } from "./create-checkout.ts";
import { refreshPayment } from "./refresh-payment.ts";

useVerbs();
useSandbox();

/** What an instrument does when its owner pays on the page, and when we charge it while they are away. */
interface Expected {
  readonly token: string;
  readonly onPage: "credited" | "asks" | "refused";
  /** `null`: it cannot be saved. */
  readonly whileAway: "succeeded" | "action_required" | "failed" | null;
  /** What is left of the credit in the end. */
  readonly then?: "disputed" | "asked_about" | "warned_of";
}

const paid = (token: string, then?: Expected["then"]): Expected => ({
  ...{ token, onPage: "credited", whileAway: "succeeded" },
  ...(then && { then }),
});

const INSTRUMENTS: Readonly<Record<string, Expected>> = {
  "4242424242424242": paid("pm_card_visa"),
  "5555555555554444": paid("pm_card_mastercard"),
  "378282246310005": paid("pm_card_amex"),
  "4000000000000077": paid("pm_card_bypassPending"),
  "4000002500003155": {
    ...{ token: "pm_card_authenticationRequiredOnSetup", onPage: "asks", whileAway: "succeeded" },
  },
  "4000002760003184": {
    ...{ token: "pm_card_authenticationRequired", onPage: "asks", whileAway: "action_required" },
  },
  "4000000000000002": { token: "pm_card_chargeDeclined", onPage: "refused", whileAway: null },
  "4000000000009995": { token: "pm_card_chargeDeclinedInsufficientFunds", onPage: "refused", whileAway: null },
  "4000000000000069": { token: "pm_card_chargeDeclinedExpiredCard", onPage: "refused", whileAway: null },
  "4000000000000341": { token: "pm_card_chargeCustomerFail", onPage: "refused", whileAway: "failed" },
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
  const left = onPage === "credited" && then !== "disputed" ? 20n * USD : 0n;
  expect(await credit(workspaceId)).toBe(left);
  const { dispute, riskCase } = services.db.prisma;
  expect(await dispute.count({ where: { paymentId, status: "open" } })).toBe(then === "disputed" ? 1 : 0);
  const kinds = await riskCase.findMany({ where: { paymentId }, select: { kind: true } });
  const expected = { asked_about: ["inquiry"], warned_of: ["fraud_warning"], disputed: [] };
  expect(kinds.map(({ kind }) => kind)).toEqual(then ? expected[then] : []);
});

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

const SAVED = Object.entries(INSTRUMENTS).filter(([, { whileAway }]) => whileAway !== null);

test.each(SAVED)("%s saved and charged while its owner is away", async (_number, { token, whileAway, then }) => {
  const { ctx, workspaceId, cardId } = await withCard(token);
  const { paymentId, status } = await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" });
  expect(status).toBe(whileAway);
  await webhooksIdle();
  await refreshPayment(ctx, { workspaceId, paymentId });
  expect(await credit(workspaceId)).toBe(whileAway === "succeeded" && then !== "disputed" ? 25n * USD : 0n);
});
