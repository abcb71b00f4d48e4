import { expect, test } from "vitest";
import { sendAlertMails } from "../alerts/send-alert-mails.ts";
import { bought, CARD, contextOf, credit, paymentOf, USD, withCard } from "../testing/buyers.ts";
import { control, fillIn, paying, processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { mails, newPerson, services, setClock, useVerbs } from "../testing/verbs.ts";
import { buyWithCard } from "./buy-with-card.ts";
import { completePayment } from "./complete-payment.ts";
import { createCheckout } from "./create-checkout.ts";
import { getPaymentMethods } from "./get-payment-methods.ts";
import { listPayments } from "./list-payments.ts";
import { refreshCheckouts } from "./refresh-checkouts.ts";
import { refreshPayment } from "./refresh-payment.ts";
import { removeCard } from "./remove-card.ts";
import { resumeCharges } from "./resume-charges.ts";
import { setTopUp } from "./set-top-up.ts";
import { topUpAutomatically, topUpWorkspace } from "./top-up-automatically.ts";

useVerbs();
useSandbox();

const TOP_UP = { enabled: true, thresholdUsd: "5", amountUsd: "20", monthlyUsd: "60" };
const chargesOf = async (customer: string) => (await processor.stripe.charges.list({ customer, limit: 100 })).data;

test("a paid checkout is credited with an invoice number; the card is saved when asked", async () => {
  const person = await newPerson("Buyer");
  const { workspaceId } = person;
  const ctx = await contextOf(person);
  const { url, paymentId } = await createCheckout(ctx, { workspaceId, amountUsd: "20", saveCard: true });
  expect(await fillIn(url, { ...CARD, number: "4242424242424242" })).toContain(`payment=${paymentId}`);
  expect(await credit(workspaceId)).toBe(20n * USD);
  expect((await paymentOf(paymentId)).invoiceNumber).toBeGreaterThan(1000);
  expect(await services.db.prisma.savedCard.findMany({ where: { workspaceId } })).toMatchObject([{ last4: "4242" }]);
});

test.each(["4000000000000002", "4000000000009995", "4000000000000069"])(
  "a card that is refused on the page (%s) credits nothing and leaves the page open",
  async (number) => {
    const { workspaceId, paymentId } = await bought(number);
    expect(await credit(workspaceId)).toBe(0n);
    expect((await paymentOf(paymentId)).status).toBe("open");
  },
);

test("a saved card buys credit at once", async () => {
  const { ctx, workspaceId, cardId } = await withCard();
  const answer = await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" });
  expect(answer.status).toBe("succeeded");
  await webhooksIdle();
  expect(await credit(workspaceId)).toBe(25n * USD);
});

test("a saved card that wants its owner sends them to the bank, and is charged once when they approve", async () => {
  const { ctx, workspaceId, cardId, customer } = await withCard("pm_card_authenticationRequired");
  const answer = await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" });
  expect(answer.status).toBe("action_required");
  expect(await credit(workspaceId)).toBe(0n);
  const second = buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" });
  await expect(second).rejects.toMatchObject({ code: "conflict" });
  expect(await fillIn(answer.url ?? "", { approve: "yes" })).toContain(`payment=${answer.paymentId}`);
  expect((await refreshPayment(ctx, { workspaceId, paymentId: answer.paymentId })).status).toBe("succeeded");
  expect(await credit(workspaceId)).toBe(25n * USD);
  expect((await chargesOf(customer)).filter(({ paid }) => paid)).toHaveLength(1);
});

test("a declined saved card says why and nothing is credited", async () => {
  const { ctx, workspaceId, cardId } = await withCard("pm_card_chargeCustomerFail");
  const answer = await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" });
  expect(answer).toMatchObject({ status: "failed", failureCode: "generic_decline" });
  const { payments } = await listPayments(ctx, { workspaceId });
  const card = { brand: "visa", last4: "0341" };
  expect(payments).toMatchObject([{ kind: "saved_card", card, failureCode: "generic_decline", needsApproval: false }]);
  expect(await credit(workspaceId)).toBe(0n);
});

test("a charge whose answer was lost is found again: one charge, one credit", async () => {
  const { ctx, workspaceId, cardId, customer } = await withCard();
  await control("webhooks", { mode: "drop" });
  await control("faults", { kind: "lost", path: "/v1/payment_intents", times: 3 });
  const answer = await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" });
  expect(answer.status).toBe("unknown");
  expect(await chargesOf(customer)).toHaveLength(1);
  setClock(new Date(Date.now() + 120_000));
  await resumeCharges({ ...paying, now: () => new Date(Date.now() + 120_000) });
  setClock(null);
  expect(await credit(workspaceId)).toBe(25n * USD);
  expect(await chargesOf(customer)).toHaveLength(1);
});

test("a purchase whose event was lost and whose buyer never came back is credited once, and asked after less and less", async () => {
  const person = await newPerson("Leaver");
  const ctx = await contextOf(person);
  const { workspaceId } = person;
  await control("webhooks", { mode: "drop" });
  const paid = await createCheckout(ctx, { workspaceId, amountUsd: "20" });
  await fillIn(paid.url, { ...CARD, number: "4242424242424242" });
  const left = await createCheckout(ctx, { workspaceId, amountUsd: "20" });
  const later = (minutes: number) => ({ ...paying, now: () => new Date(Date.now() + minutes * 60_000) });
  await refreshCheckouts(paying);
  expect(await credit(workspaceId)).toBe(0n);
  await Promise.all([refreshCheckouts(later(3)), refreshCheckouts(later(3))]);
  await refreshCheckouts(later(4));
  expect(await credit(workspaceId)).toBe(20n * USD);
  expect(await paymentOf(paid.paymentId)).toMatchObject({ status: "succeeded" });
  expect(await paymentOf(left.paymentId)).toMatchObject({ status: "open" });
  const pause = await services.redis.pttl(`checkout_asked:{${left.paymentId}}`);
  expect(pause).toBeGreaterThan(30_000);
  expect(pause).toBeLessThanOrEqual(60_000);
});

test("a charge that never reached the processor is made once, later", async () => {
  const { ctx, workspaceId, cardId, customer } = await withCard();
  await control("faults", { kind: "lost_before", path: "/v1/payment_intents", times: 3 });
  expect((await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "25" })).status).toBe("unknown");
  await resumeCharges({ ...paying, now: () => new Date(Date.now() + 120_000) });
  await webhooksIdle();
  expect(await credit(workspaceId)).toBe(25n * USD);
  expect(await chargesOf(customer)).toHaveLength(1);
});

test("topping up by many workers at once makes exactly one charge", async () => {
  const { ctx, workspaceId, customer } = await withCard();
  await setTopUp(ctx, { workspaceId, ...TOP_UP });
  await Promise.all(Array.from({ length: 8 }, () => topUpWorkspace(paying, workspaceId)));
  await Promise.all(Array.from({ length: 8 }, () => topUpWorkspace(paying, workspaceId)));
  await webhooksIdle();
  expect(await credit(workspaceId)).toBe(20n * USD);
  expect(await chargesOf(customer)).toHaveLength(1);
});

test("the monthly ceiling is never passed, and is told about once until it is raised", async () => {
  const { ctx, person, workspaceId, customer } = await withCard();
  await setTopUp(ctx, { workspaceId, ...TOP_UP, thresholdUsd: "1000" });
  for (let n = 0; n < 5; n += 1) await topUpWorkspace(paying, workspaceId);
  expect(await chargesOf(customer)).toHaveLength(3);
  expect(await credit(workspaceId)).toBe(60n * USD);
  expect((await getPaymentMethods(ctx, { workspaceId })).topUp).toMatchObject({ chargedNano: 60n * USD });
  const told = async () => {
    await sendAlertMails(services);
    return mails.filter((mail) => mail.to === person.email && mail.subject.includes("ceiling"));
  };
  expect(await told()).toMatchObject([{ text: expect.stringContaining("has charged 60.00 USD this month") }]);
  await setTopUp(ctx, { workspaceId, ...TOP_UP, thresholdUsd: "1000", monthlyUsd: "70" });
  for (let n = 0; n < 3; n += 1) await topUpWorkspace(paying, workspaceId);
  expect(await told()).toHaveLength(2);
  expect(await chargesOf(customer)).toHaveLength(3);
});

test("every workspace has its turn, however many there are and whatever is wrong with one of them", async () => {
  const { prisma } = services.db;
  const others = Array.from({ length: 501 }, (_, n) => `wsp_00000${String(n).padStart(4, "0")}`);
  await prisma.workspace.createMany({ data: others.map((id) => ({ id, slug: id.replace("_", "-"), name: id })) });
  await prisma.billingProfile.createMany({
    data: others.map((workspaceId) => ({
      workspaceId,
      customerId: `cus_${workspaceId}`,
      defaultCardId: `pm_${workspaceId}`,
      topUpEnabled: true,
      topUpCents: 2_000,
      topUpMonthlyCents: 6_000,
    })),
  });
  const { ctx, workspaceId } = await withCard();
  await setTopUp(ctx, { workspaceId, ...TOP_UP });
  expect(await topUpAutomatically(paying)).toBeGreaterThanOrEqual(1);
  expect(await credit(workspaceId)).toBe(20n * USD);
  await prisma.billingProfile.updateMany({ where: { workspaceId: { in: others } }, data: { topUpEnabled: false } });
});

test("a failing card waits longer each time, is told about by e-mail, and ends topping up after four failures", async () => {
  const { ctx, person, workspaceId, customer } = await withCard("pm_card_chargeCustomerFail");
  await setTopUp(ctx, { workspaceId, ...TOP_UP });
  const at = (hours: number) => ({ ...paying, now: () => new Date(Date.now() + hours * 3_600_000) });
  for (const hours of [0, 0.5, 1.5, 2, 8, 9, 33, 40, 100]) await topUpWorkspace(at(hours), workspaceId);
  expect(await chargesOf(customer)).toHaveLength(4);
  expect(await services.db.prisma.billingProfile.findUnique({ where: { workspaceId } })).toMatchObject({
    topUpEnabled: false,
    topUpFailures: 4,
  });
  const told = mails.filter((mail) => mail.to === person.email && mail.subject.includes("failed"));
  expect(told).toHaveLength(4);
  expect(told[0]?.text).toMatch(/We try again on \d+ \w+ \d{4}, \d\d:\d\d UTC/);
  expect(told[3]?.text).toContain("Automatic top-up is off now");
});

test("a top-up that needs the card's owner sends one e-mail with a link, waits, and is completed by them", async () => {
  const { ctx, person, workspaceId, customer } = await withCard("pm_card_authenticationRequired");
  await setTopUp(ctx, { workspaceId, ...TOP_UP });
  await topUpAutomatically(paying);
  await topUpAutomatically(paying);
  await webhooksIdle();
  const [mail, ...more] = mails.filter((one) => one.to === person.email && one.subject.startsWith("Approve"));
  expect(more).toHaveLength(0);
  const waiting = { kind: "automatic", status: "open", needsApproval: true };
  expect((await listPayments(ctx, { workspaceId })).payments).toMatchObject([waiting]);
  const paymentId = /confirm\/(\w+)/.exec(mail?.text ?? "")?.[1] ?? "";
  const step = await completePayment(ctx, { workspaceId, paymentId });
  expect(step.status).toBe("action_required");
  await fillIn(step.url ?? "", { approve: "yes" });
  expect(await credit(workspaceId)).toBe(20n * USD);
  expect((await chargesOf(customer)).filter(({ paid }) => paid)).toHaveLength(1);
});

test("what is charged when is shown as it was chosen, and a removed card is not shown", async () => {
  const { ctx, workspaceId, cardId } = await withCard();
  const card = { id: cardId, brand: "visa", last4: "4242", isDefault: true };
  expect(await getPaymentMethods(ctx, { workspaceId })).toMatchObject({ cards: [card], topUp: null });
  await setTopUp(ctx, { workspaceId, ...TOP_UP });
  const topUp = { enabled: true, thresholdNano: 5n * USD, amountNano: 20n * USD, monthlyNano: 60n * USD, failures: 0 };
  expect(await getPaymentMethods(ctx, { workspaceId })).toMatchObject({ cards: [card], topUp });
  await removeCard(ctx, { workspaceId, cardId });
  expect(await getPaymentMethods(ctx, { workspaceId })).toMatchObject({
    cards: [],
    topUp: { ...topUp, enabled: false },
  });
});

test("removing the card that is charged ends topping up", async () => {
  const { ctx, workspaceId, cardId } = await withCard();
  await setTopUp(ctx, { workspaceId, ...TOP_UP });
  await removeCard(ctx, { workspaceId, cardId });
  await webhooksIdle();
  expect(await topUpWorkspace(paying, workspaceId)).toBeNull();
  expect(await services.db.prisma.billingProfile.findUnique({ where: { workspaceId } })).toMatchObject({
    topUpEnabled: false,
    defaultCardId: null,
  });
});
