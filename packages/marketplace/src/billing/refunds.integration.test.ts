import { postJournal } from "@tollgate/db/post-journal";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { reserveCredit } from "@tollgate/db/redis/reserve-credit";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { expect, test } from "vitest";
import { grantPromotion } from "../promotions/grant-promotion.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { expectBooksToBalance } from "../testing/books.ts";
import { available, bought, credit, paymentOf, USD } from "../testing/buyers.ts";
import { newDutyHolder } from "../testing/duties.ts";
import { control, paying, processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { addCall, mails, services, useVerbs } from "../testing/verbs.ts";
import { finishRefunds } from "./finish-refunds.ts";
import { refundPayment } from "./refund-payment.ts";
import { requestRefund } from "./request-refund.ts";
import { abandonRefund } from "./start-refund.ts";

useVerbs();
useSandbox();

test("unspent credit goes back to the card, and calls see it gone at once", async () => {
  const { ctx, workspaceId, paymentId } = await bought();
  const refund = await requestRefund(ctx, { workspaceId, paymentId, amountUsd: "15" });
  expect(refund.status).toBe("succeeded");
  expect(await credit(workspaceId)).toBe(5n * USD);
  expect(await available(workspaceId)).toBe(5n * USD);
  expect((await readCreditState(services.redis, workspaceId))?.heldNano).toBe(0n);
  await webhooksIdle();
  await expectBooksToBalance(services.db);
});

test("spent credit cannot be refunded, and more than the payment neither", async () => {
  const { ctx, workspaceId, paymentId } = await bought();
  await addCall(workspaceId, "key_x");
  const all = requestRefund(ctx, { workspaceId, paymentId, amountUsd: "20.01" });
  await expect(all).rejects.toMatchObject({ code: "conflict" });
  await services.redis.hincrby(redisKeys.credit(shardOf(workspaceId), workspaceId), "avail", -(19n * USD).toString());
  await expect(requestRefund(ctx, { workspaceId, paymentId, amountUsd: "10" })).rejects.toMatchObject({
    code: "conflict",
    field: "amountUsd",
  });
  expect((await paymentOf(paymentId)).refundedCents).toBe(0);
});

test("ten refunds at once give back no more than was paid", async () => {
  const { ctx, workspaceId, paymentId } = await bought();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => requestRefund(ctx, { workspaceId, paymentId, amountUsd: "6" })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  await webhooksIdle();
  expect(await credit(workspaceId)).toBe(2n * USD);
  expect((await paymentOf(paymentId)).refundedCents).toBe(1800);
  await expectBooksToBalance(services.db);
});

test("a refund that stays pending arrives with time; one the bank sends back returns the credit once", async () => {
  const pending = await bought("4000000000007726");
  const failing = await bought("4000000000005126");
  const first = await requestRefund(pending.ctx, { ...ids(pending), amountUsd: "20" });
  const second = await requestRefund(failing.ctx, { ...ids(failing), amountUsd: "20" });
  expect([first.status, second.status]).toEqual(["pending", "succeeded"]);
  await control("webhooks", { mode: "duplicate" });
  await control("clock", { seconds: 61 });
  await webhooksIdle();
  const rows = await services.db.prisma.refund.findMany({ where: { id: { in: [first.id, second.id] } } });
  expect(rows.map(({ status }) => status).sort()).toEqual(["succeeded", "failed"].sort());
  expect(await credit(pending.workspaceId)).toBe(0n);
  expect(await credit(failing.workspaceId)).toBe(20n * USD);
  expect(await available(failing.workspaceId)).toBe(20n * USD);
  expect((await paymentOf(failing.paymentId)).refundedCents).toBe(0);
  const told = mails.filter(({ to, subject }) => to === failing.person.email && subject.includes("came back"));
  expect(told).toMatchObject([{ subject: "A refund of 20.00 USD came back (Buyer’s workspace)" }]);
});

test.each(["lost", "lost_before", "error_after"])("a refund whose answer is %s is made exactly once", async (kind) => {
  const { ctx, workspaceId, paymentId } = await bought();
  await control("webhooks", { mode: "drop" });
  await control("faults", { kind, path: "/v1/refunds", times: 3 });
  const refund = await requestRefund(ctx, { workspaceId, paymentId, amountUsd: "20" });
  expect(refund.status).toBe("submitting");
  expect(await credit(workspaceId)).toBe(0n);
  await finishRefunds({ ...paying, now: () => new Date(Date.now() + 120_000) });
  expect((await services.db.prisma.refund.findUniqueOrThrow({ where: { id: refund.id } })).status).toBe("succeeded");
  const payment = await paymentOf(paymentId);
  const made = await processor.stripe.refunds.list({ payment_intent: payment.paymentIntentId ?? "" });
  expect(made.data).toHaveLength(1);
});

test("a refund whose process died before it was booked gives its claim and its reservation back", async () => {
  const { workspaceId, paymentId } = await bought();
  const id = `ref_died_${workspaceId}`;
  await services.db.prisma.payment.update({ where: { id: paymentId }, data: { refundedCents: 2000 } });
  await services.db.prisma.refund.create({
    data: { id, paymentId, workspaceId, amountCents: 2000, origin: "customer" },
  });
  await reserveCredit(services.redis, { id, workspaceId, amountNano: 20n * USD });
  expect(await available(workspaceId)).toBe(0n);
  await finishRefunds({ ...paying, now: () => new Date(Date.now() + 120_000) });
  expect(await available(workspaceId)).toBe(20n * USD);
  expect((await paymentOf(paymentId)).refundedCents).toBe(0);
});

test("a refund whose process died after it was booked gives its reservation back before it goes on", async () => {
  const { ctx, workspaceId, paymentId } = await bought();
  await control("faults", { kind: "lost_before", path: "/v1/refunds", times: 3 });
  const { id } = await requestRefund(ctx, { workspaceId, paymentId, amountUsd: "15" });
  await reserveCredit(services.redis, { id, workspaceId, amountNano: 5n * USD });
  expect(await available(workspaceId)).toBe(0n);
  await finishRefunds({ ...paying, now: () => new Date(Date.now() + 120_000) });
  expect(await available(workspaceId)).toBe(5n * USD);
  expect((await readCreditState(services.redis, workspaceId))?.heldNano).toBe(0n);
});

test("an abandoned refund is over only once its reservation is", async () => {
  const { workspaceId, paymentId } = await bought();
  const id = `ref_stuck_${workspaceId}`;
  await services.db.prisma.payment.update({ where: { id: paymentId }, data: { refundedCents: 500 } });
  await services.db.prisma.refund.create({
    data: { id, paymentId, workspaceId, amountCents: 500, origin: "customer" },
  });
  const redis = services.redis.duplicate({ lazyConnect: true });
  redis.disconnect();
  await expect(abandonRefund({ ...services, redis }, id)).rejects.toThrow("Connection is closed");
  expect((await services.db.prisma.refund.findUniqueOrThrow({ where: { id } })).status).toBe("reserving");
  expect((await paymentOf(paymentId)).refundedCents).toBe(500);
  await abandonRefund(services, id);
  expect((await services.db.prisma.refund.findUniqueOrThrow({ where: { id } })).status).toBe("failed");
  expect((await paymentOf(paymentId)).refundedCents).toBe(0);
});

test("promotional credit is never refunded as money, however many refunds are asked for at once", async () => {
  const { ctx, person, workspaceId, paymentId } = await bought();
  const finance = await (await newDutyHolder("finance")).ctx();
  await grantPromotion(finance, { workspace: person.slug, amountUsd: "20", days: 30, reason: "Welcome" });
  await spendPaidCredit(workspaceId, 15n * USD);
  expect(await available(workspaceId)).toBe(25n * USD);
  const asked = { workspaceId, paymentId, amountUsd: "4" };
  const outcomes = await Promise.allSettled([requestRefund(ctx, asked), requestRefund(ctx, asked)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await webhooksIdle();
  expect(await credit(workspaceId)).toBe(1n * USD);
  expect(await available(workspaceId)).toBe(21n * USD);
  expect((await paymentOf(paymentId)).refundedCents).toBe(400);
});

/** Takes paid credit away, so that what is left is mostly promotional. */
async function spendPaidCredit(workspaceId: string, amountNano: bigint): Promise<void> {
  await services.db.prisma.$transaction((tx) =>
    postJournal(tx, {
      kind: "dispute_open",
      idempotencyKey: `spent:${workspaceId}`,
      eventAt: new Date(),
      memo: "spent",
      reverses: null,
      postings: [
        { type: "customer_credit", owner: workspaceId, amountNano: -amountNano },
        { type: "dispute_clearing", owner: "platform", amountNano },
      ],
    }),
  );
  await projectCredit(services, workspaceId);
}

test("after thirty days only finance refunds, with a reason", async () => {
  const { ctx, workspaceId, paymentId } = await bought();
  const later = { ...ctx, now: () => new Date(Date.now() + 31 * 24 * 3_600_000) };
  const late = requestRefund(later, { workspaceId, paymentId, amountUsd: "5" });
  await expect(late).rejects.toMatchObject({ code: "precondition_failed" });
  const finance = { ...(await (await newDutyHolder("finance")).ctx()), payments: processor };
  expect((await refundPayment(finance, { paymentId, amountUsd: "5", note: "Goodwill" })).status).toBe("succeeded");
  expect(await credit(workspaceId)).toBe(15n * USD);
});

test("a refund made at the processor takes its credit too, once", async () => {
  const { workspaceId, paymentId } = await bought();
  const payment = await paymentOf(paymentId);
  await control("webhooks", { mode: "duplicate" });
  await processor.stripe.refunds.create({ payment_intent: payment.paymentIntentId ?? "", amount: 700 });
  await webhooksIdle();
  expect(await credit(workspaceId)).toBe(13n * USD);
  expect((await paymentOf(paymentId)).refundedCents).toBe(700);
});

function ids({ workspaceId, paymentId }: { workspaceId: string; paymentId: string }) {
  return { workspaceId, paymentId };
}
