import { expect, test } from "vitest";
import { listPayments } from "../billing/list-payments.ts";
import { requestRefund } from "../billing/request-refund.ts";
import type { Context } from "../context.ts";
import { expectBooksToBalance } from "../testing/books.ts";
import { bought, credit, paymentOf, USD } from "../testing/buyers.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { control, processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { textOf } from "../testing/text-of.ts";
import { services, useVerbs } from "../testing/verbs.ts";
import { exportRefunds } from "./export-refunds.ts";
import { getPayment } from "./get-payment.ts";
import { listRefunds } from "./list-refunds.ts";
import { previewRefund } from "./preview-refund.ts";
import { retryRefund } from "./retry-refund.ts";

useVerbs();
useSandbox();

async function finance(): Promise<Context> {
  return { ...(await (await newDutyHolder("finance")).ctx()), payments: processor };
}

/** A refund of 15 USD that the bank has sent back. */
async function sentBack() {
  const buyer = await bought();
  const { ctx, workspaceId, paymentId } = buyer;
  await webhooksIdle();
  const { id } = await requestRefund(ctx, { workspaceId, paymentId, amountUsd: "15" });
  const { processorId } = await services.db.prisma.refund.findUniqueOrThrow({ where: { id } });
  await control(`refunds/${processorId}`, { outcome: "failed" });
  await webhooksIdle();
  return { ...buyer, refundId: id };
}

test("a refund that failed is tried again once, as a refund of its own", async () => {
  const ctx = await finance();
  const { workspaceId, paymentId, refundId } = await sentBack();
  expect(await credit(workspaceId)).toBe(20n * USD);
  const failed = await listRefunds(ctx, { state: "failed", search: paymentId });
  expect(failed.refunds).toMatchObject([{ id: refundId, amountNano: 15n * USD, origin: "customer", retriedBy: null }]);
  const again = await Promise.allSettled(
    [1, 2, 3].map(() => retryRefund(ctx, { refundId, note: "The bank is open again" })),
  );
  expect(again.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await webhooksIdle();
  expect(await credit(workspaceId)).toBe(5n * USD);
  expect((await paymentOf(paymentId)).refundedCents).toBe(1500);
  const { refunds } = await listRefunds(ctx, { search: workspaceId });
  expect(refunds.map(({ state, retryOf, retriedBy }) => [state, retryOf !== null, retriedBy !== null])).toEqual([
    ["done", true, false],
    ["failed", false, true],
  ]);
  await expectRefused([retryRefund(ctx, { refundId, note: "Again" })], "conflict");
  await expectBooksToBalance(services.db);
});

test("trying again needs the credit, and a refund that arrived is not tried again", async () => {
  const ctx = await finance();
  const { ctx: buyer, workspaceId, paymentId, refundId } = await sentBack();
  const other = await requestRefund(buyer, { workspaceId, paymentId, amountUsd: "18" });
  await webhooksIdle();
  await expectRefused([retryRefund(ctx, { refundId, note: "Again" })], "conflict");
  await expectRefused([retryRefund(ctx, { refundId: other.id, note: "Again" })], "precondition_failed");
  expect(await credit(workspaceId)).toBe(2n * USD);
});

test("a purchase shows what can be given back, and every journal of it", async () => {
  const ctx = await finance();
  const { paymentId, workspaceId } = await sentBack();
  const payment = await getPayment(ctx, { paymentId });
  expect(payment.measure).toMatchObject({ refundableNano: 20n * USD, refundedNano: 0n, obstacle: null });
  expect(payment.journals.map(({ kind }) => kind)).toEqual(["top_up", "refund", "refund"]);
  for (const { legs } of payment.journals) expect(legs.reduce((sum, leg) => sum + leg.amountNano, 0n)).toBe(0n);
  const byIntent = await getPayment(ctx, { paymentId: payment.paymentIntentId ?? "" });
  expect(byIntent.id).toBe(paymentId);
  await control("disputes", { charge: payment.paymentIntentId });
  await webhooksIdle();
  const disputed = await getPayment(ctx, { paymentId });
  expect(disputed.measure).toMatchObject({ refundableNano: 0n, obstacle: "disputed" });
  expect(disputed.disputes).toMatchObject([{ workspaceId, state: "needs_response" }]);
});

test("a customer sees until when and how much they can take back, and what became of it", async () => {
  const { ctx, workspaceId, paymentId } = await bought();
  await webhooksIdle();
  const before = await listPayments(ctx, { workspaceId });
  expect(before.payments[0]?.refundableUntil?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  expect((await previewRefund(ctx, { workspaceId, paymentId })).refundableNano).toBe(20n * USD);
  await requestRefund(ctx, { workspaceId, paymentId, amountUsd: "20" });
  await webhooksIdle();
  const { payments } = await listPayments(ctx, { workspaceId });
  expect(payments).toMatchObject([
    { id: paymentId, refundableUntil: null, refunds: [{ status: "succeeded", amountCents: 2000 }] },
  ]);
  expect(await previewRefund(ctx, { workspaceId, paymentId })).toMatchObject({ obstacle: "refunded" });
  const later = { ...ctx, now: () => new Date(Date.now() + 31 * 86_400_000) };
  expect((await listPayments(later, { workspaceId })).payments[0]?.refundableUntil).toBeNull();
});

test("refunds go out as CSV with what was given back, to finance alone", async () => {
  const { ctx: buyer, workspaceId, paymentId } = await sentBack();
  const ctx = await finance();
  await requestRefund(buyer, { workspaceId, paymentId, amountUsd: "3" });
  await webhooksIdle();
  const csv = await textOf(await exportRefunds(ctx, { search: paymentId }));
  expect(csv).toContain(`# refunds,2\r\n# done_nano,${3n * USD}\r\n`);
  await expectRefused(
    [
      listRefunds(buyer, {}),
      exportRefunds(buyer, {}),
      getPayment(buyer, { paymentId }),
      retryRefund(buyer, { refundId: "ref_any", note: "Mine" }),
    ],
    "forbidden",
  );
});
