import { postJournal } from "@tollgate/db/post-journal";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { expect, test } from "vitest";
import { refundCall } from "../corrections/refund-call.ts";
import { listRiskCases } from "../risk/list-risk-cases.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { available, bought, CARD, credit, paymentOf, USD } from "../testing/buyers.ts";
import { newDutyHolder } from "../testing/duties.ts";
import { control, fillIn, paying, processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { mails, newPerson, services, useVerbs } from "../testing/verbs.ts";
import { createCheckout } from "./create-checkout.ts";
import { takeEvent } from "./handle-stripe-event.ts";
import { listPayments } from "./list-payments.ts";
import { requestRefund } from "./request-refund.ts";

useVerbs();
useSandbox();

const platform = async (type: string) => await accountBalance(services.db, "platform", type);

async function dispute(paymentId: string, more: object = {}): Promise<string> {
  const charge = (await paymentOf(paymentId)).paymentIntentId;
  await control("disputes", { charge, ...more });
  await webhooksIdle();
  return (await services.db.prisma.dispute.findFirstOrThrow({ where: { paymentId } })).id;
}

/** Spends credit on a call of a builder's app. */
async function spend(
  workspaceId: string,
  builderWorkspaceId: string,
  legs: [bigint, bigint, bigint],
): Promise<string[]> {
  const row = settlementRow(callIdAt(Date.now() + 5), { workspaceId, legs });
  return await settleCalls(services.db.pool, [
    { ...row, builderWorkspaceId, providerWorkspaceId: "wsp_provider", priceVersionId: null },
  ]);
}

test("a dispute freezes the remaining credit at once; won, all of it returns and only the fee is gone", async () => {
  const [fees, cash] = [await platform("processor_fees"), await platform("processor_cash")];
  const { workspaceId, paymentId } = await bought();
  const id = await dispute(paymentId);
  expect([await credit(workspaceId), await available(workspaceId)]).toEqual([0n, 0n]);
  expect((await paymentOf(paymentId)).disputedCents).toBe(2000);
  await control(`disputes/${id}`, { outcome: "won" });
  expect([await credit(workspaceId), await available(workspaceId)]).toEqual([20n * USD, 20n * USD]);
  expect((await paymentOf(paymentId)).disputedCents).toBe(0);
  expect((await platform("processor_fees")) - fees).toBe(-15n * USD);
  expect((await platform("processor_cash")) - cash).toBe(-5n * USD);
  expect(await platform("dispute_clearing")).toBe(0n);
  await expectBooksToBalance(services.db);
});

test("the customer is told of a dispute and of its end, and finance until when it wants an answer, each once", async () => {
  const finance = await newDutyHolder("finance");
  const { person, ctx, workspaceId, paymentId } = await bought();
  const shown = async () => (await listPayments(ctx, { workspaceId })).payments[0];
  await control("webhooks", { mode: "duplicate" });
  const id = await dispute(paymentId);
  expect(await shown()).toMatchObject({ disputedCents: 2000, isDisputeLost: false });
  await control(`disputes/${id}`, { outcome: "lost" });
  await webhooksIdle();
  expect(await shown()).toMatchObject({ disputedCents: 2000, isDisputeLost: true });
  const to = (email: string) => mails.filter((mail) => mail.to === email && mail.subject.includes("20.00 USD"));
  expect(to(person.email).map(({ subject }) => subject)).toEqual([
    "A payment of 20.00 USD is contested at the bank (Buyer’s workspace)",
    "The contested payment of 20.00 USD went back (Buyer’s workspace)",
  ]);
  expect(to(person.email)[0]?.text).toContain("20.00 USD of credit are set aside");
  expect(to(finance.email)).toMatchObject([
    { text: expect.stringMatching(new RegExp(`until \\d+ \\w+ \\d{4}\\..*${id}`, "s")) },
  ]);
});

test("lost, unspent credit pays first, then the builder's unpaid fees, then the platform; the provider keeps its pay", async () => {
  const { workspaceId, paymentId } = await bought();
  const builder = await newPerson("Builder");
  await spend(workspaceId, builder.workspaceId, [9n * USD, 1n * USD, 4n * USD]);
  const [bad, provider] = [
    await platform("bad_debt"),
    await accountBalance(services.db, "wsp_provider", "provider_payable"),
  ];
  const id = await dispute(paymentId);
  expect(await accountBalance(services.db, builder.workspaceId, "builder_payable")).toBe(0n);
  await control(`disputes/${id}`, { outcome: "lost" });
  expect(await credit(workspaceId)).toBe(0n);
  expect(await accountBalance(services.db, builder.workspaceId, "builder_payable")).toBe(0n);
  expect((await platform("bad_debt")) - bad).toBe(-10n * USD);
  expect(await accountBalance(services.db, "wsp_provider", "provider_payable")).toBe(provider);
  expect(await platform("dispute_clearing")).toBe(0n);
  expect((await paymentOf(paymentId)).disputedCents).toBe(2000);
  await expectBooksToBalance(services.db);
});

test("a builder's fee that was paid out is not taken back", async () => {
  const { workspaceId, paymentId } = await bought();
  const builder = await newPerson("Builder");
  await spend(workspaceId, builder.workspaceId, [9n * USD, 1n * USD, 4n * USD]);
  await services.db.prisma.$transaction((tx) =>
    postJournal(tx, {
      kind: "payout_start",
      idempotencyKey: `paid:${builder.workspaceId}`,
      eventAt: new Date(),
      memo: "paid out",
      reverses: null,
      postings: [
        { type: "builder_payable", owner: builder.workspaceId, amountNano: -4n * USD },
        { type: "payout_clearing", owner: "platform", amountNano: 4n * USD },
      ],
    }),
  );
  const id = await dispute(paymentId);
  await control(`disputes/${id}`, { outcome: "lost" });
  expect(await accountBalance(services.db, builder.workspaceId, "builder_payable")).toBe(0n);
  expect(await platform("dispute_clearing")).toBe(0n);
});

test("two disputes of one customer never freeze the same fee of a builder twice", async () => {
  const { workspaceId, paymentId, ctx } = await bought();
  const { paymentId: other, url } = await createCheckout(ctx, { workspaceId, amountUsd: "20" });
  await fillIn(url, { ...CARD, number: "4242424242424242" });
  await webhooksIdle();
  const [builder, another] = [await newPerson("Builder"), await bought()];
  await spend(workspaceId, builder.workspaceId, [33n * USD, 3n * USD, 4n * USD]);
  // The builder has fees of another customer as well, which no dispute of this one may touch.
  await spend(another.workspaceId, builder.workspaceId, [5n * USD, 1n * USD, 6n * USD]);
  const disputes = [await dispute(paymentId), await dispute(other)];
  const frozen = await services.db.prisma.disputeBuilderFreeze.aggregate({
    where: { builderWorkspaceId: builder.workspaceId },
    _sum: { amountNano: true },
  });
  expect(frozen._sum.amountNano).toBe(4n * USD);
  expect(await accountBalance(services.db, builder.workspaceId, "builder_payable")).toBe(6n * USD);
  for (const id of disputes) await control(`disputes/${id}`, { outcome: "won" });
  expect(await accountBalance(services.db, builder.workspaceId, "builder_payable")).toBe(10n * USD);
});

test("a fee that a refund of its call took back is not frozen as well", async () => {
  const { workspaceId, paymentId } = await bought();
  const builder = await newPerson("Builder");
  const [callId] = await spend(workspaceId, builder.workspaceId, [9n * USD, 7n * USD, 4n * USD]);
  await spend((await bought()).workspaceId, builder.workspaceId, [5n * USD, 1n * USD, 6n * USD]);
  await refundCall(await (await newDutyHolder("finance")).ctx(), { callId: callId ?? "", reason: "Wrong answer" });
  const id = await dispute(paymentId);
  expect(await accountBalance(services.db, builder.workspaceId, "builder_payable")).toBe(6n * USD);
  await control(`disputes/${id}`, { outcome: "won" });
});

test("more credit than is disputed is frozen, and what the loss does not need returns", async () => {
  const { workspaceId, paymentId } = await bought();
  const id = await dispute(paymentId, { amount: 500 });
  expect(await credit(workspaceId)).toBe(0n);
  await control(`disputes/${id}`, { outcome: "lost" });
  expect(await credit(workspaceId)).toBe(15n * USD);
});

test("events twice and backwards end in the same place", async () => {
  const { workspaceId, paymentId } = await bought();
  await control("webhooks", { mode: "hold" });
  await control("disputes", { charge: (await paymentOf(paymentId)).paymentIntentId });
  const [open] = (await processor.stripe.disputes.list({ limit: 1 })).data;
  await control(`disputes/${open?.id}`, { outcome: "lost" });
  const events = await processor.stripe.events.list({ types: ["charge.dispute.*"], limit: 10 });
  const ours = events.data.filter((event) => JSON.stringify(event).includes(open?.id ?? "-"));
  expect(ours.length).toBeGreaterThanOrEqual(3);
  for (const event of [...ours, ...ours.reverse()]) await takeEvent(paying, event);
  expect(await services.db.prisma.dispute.findUnique({ where: { id: open?.id ?? "" } })).toMatchObject({
    status: "lost",
  });
  expect(await credit(workspaceId)).toBe(0n);
  expect(await platform("dispute_clearing")).toBe(0n);
  const journals = await services.db.prisma.journal.count({ where: { idempotencyKey: { contains: open?.id ?? "-" } } });
  // The frozen credit covered the loss exactly, so that closing moved nothing.
  expect(journals).toBe(1);
  await control("webhooks/deliver");
});

test("a dispute and a refund of the same payment at once never exceed it", async () => {
  for (let n = 0; n < 4; n += 1) {
    const { ctx, workspaceId, paymentId } = await bought();
    const charge = (await paymentOf(paymentId)).paymentIntentId;
    await Promise.allSettled([
      control("disputes", { charge }),
      requestRefund(ctx, { workspaceId, paymentId, amountUsd: "20" }),
    ]);
    await webhooksIdle();
    const payment = await paymentOf(paymentId);
    expect(payment.refundedCents + payment.disputedCents).toBe(2000);
    expect(await credit(workspaceId)).toBe(0n);
    await expectBooksToBalance(services.db);
  }
});

test("a disputed payment is not refunded", async () => {
  const { ctx, workspaceId, paymentId } = await bought("4000000000000259");
  // The dispute's event can overtake the payment's; then it is refused and comes again.
  await expect
    .poll(async () => await services.db.prisma.dispute.count({ where: { paymentId } }), { timeout: 10_000 })
    .toBe(1);
  const refund = requestRefund(ctx, { workspaceId, paymentId, amountUsd: "1" });
  await expect(refund).rejects.toMatchObject({ code: "conflict" });
});

test("a bank's question and an issuer's warning move no money and wait for an operator", async () => {
  const [asked, warned] = [await bought("4000000000001976"), await bought("4000000000005423")];
  await expect.poll(async () => await services.db.prisma.riskCase.count({ where: { closedAt: null } })).toBe(2);
  expect([await credit(asked.workspaceId), await credit(warned.workspaceId)]).toEqual([20n * USD, 20n * USD]);
  const operator = await (await newDutyHolder("operator")).ctx();
  const { cases } = await listRiskCases(operator, {});
  expect(cases.map(({ kind }) => kind).sort()).toEqual(["fraud_warning", "inquiry"]);
});
