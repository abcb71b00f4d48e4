import { afterEach, expect, test } from "vitest";
import { refundCall } from "../corrections/refund-call.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, fakeProcessor, newPayee } from "../testing/payees.ts";
import { services, setClock, useVerbs } from "../testing/verbs.ts";
import { approvePayoutRun } from "./approve-payout-run.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { payItem } from "./pay-item.ts";
import { retryPayoutItem } from "./retry-payout-item.ts";
import { returnPayout } from "./return-payout.ts";
import { startPayoutRun } from "./start-payout-run.ts";

useVerbs();
afterEach(() => setClock(null));

// Closing a month closes those before it, so each test takes the next.
let months = 0;

/** An approved run of one payee. @returns its item. */
async function approvedItem(): Promise<{ runId: string; itemId: string }> {
  const month = new Date(Date.UTC(2024, months++, 1)).toISOString().slice(0, 7);
  await earnIn(month, { provider: await newPayee() }, [100_000_000_000n, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month });
  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  const item = await services.db.prisma.payoutItem.findFirstOrThrow({
    where: { runId: run.id, payableCents: { gt: 0 } },
  });
  return { runId: run.id, itemId: item.id };
}

test("a worker whose clock runs ahead does not ask beside another", async () => {
  const { runId, itemId } = await approvedItem();
  const processor = fakeProcessor();
  const asked: string[] = [];
  const answer = Promise.withResolvers<void>();
  const payouts = {
    ...processor,
    async createTransfer(request: Parameters<typeof processor.createTransfer>[0]) {
      asked.push(request.idempotencyKey);
      await answer.promise;
      return await processor.createTransfer(request);
    },
  };
  const ctx = { ...system(), payouts };
  await startPayoutRun(ctx, { runId });
  setClock(new Date(Date.now() + 3_600_000));
  const first = payItem(ctx, { itemId });
  await expect.poll(() => asked.length).toBe(1);
  expect(await payItem(ctx, { itemId })).toBe("sending");
  answer.resolve();
  expect(await first).toBe("paid");
  expect(asked).toHaveLength(1);
});

/** A run's item that was paid and whose money the bank has sent back. */
async function returnedItem() {
  const { runId, itemId } = await approvedItem();
  const processor = fakeProcessor();
  const ctx = { ...system(), payouts: processor };
  await startPayoutRun(ctx, { runId });
  expect(await payItem(ctx, { itemId })).toBe("paid");
  const { transferId, payeeWorkspaceId } = await services.db.prisma.payoutAttempt.findFirstOrThrow({
    where: { itemId },
  });
  const returned = { transferId: transferId ?? "", problem: "The bank closed the account." };
  processor.reverse(returned.transferId);
  await services.db.prisma.$transaction((tx) => returnPayout(tx, returned));
  return { ctx, itemId, processor, payeeWorkspaceId, again: () => retryPayoutItem(ctx, { runId, itemId }) };
}

test("what came back is sent once more when finance tries again, however often it is pressed", async () => {
  const { ctx, itemId, processor, again } = await returnedItem();
  expect(await Promise.all([again(), again()])).toEqual([{ attempt: 2 }, { attempt: 2 }]);
  expect(await Promise.all([payItem(ctx, { itemId }), payItem(ctx, { itemId })])).toContain("paid");
  expect(await payItem(ctx, { itemId })).toBe("paid");
  // Once it is paid there is nothing to try again.
  expect(await again()).toEqual({ attempt: 2 });
  expect(processor.transfers.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(await accountBalance(services.db, "platform", "payout_clearing")).toBe(0n);
  await expectBooksToBalance(services.db);
});

test("what came back is not sent again when less is owed by now", async () => {
  const { processor, payeeWorkspaceId, again } = await returnedItem();
  const call = await services.db.prisma.call.findFirstOrThrow({ where: { providerWorkspaceId: payeeWorkspaceId } });
  const finance = await (await newDutyHolder("finance")).ctx();
  await refundCall(finance, { callId: call.id, amountUsd: "0.01", reason: "A bad answer" });
  await expect(again()).rejects.toThrow(/owed less by now/);
  expect(processor.transfers).toHaveLength(1);
  await expectBooksToBalance(services.db);
});

test("an attempt that has ended stays as it ended, whatever a late worker says of it", async () => {
  const { runId, itemId } = await approvedItem();
  const ctx = { ...system(), payouts: fakeProcessor() };
  await startPayoutRun(ctx, { runId });
  expect(await payItem(ctx, { itemId })).toBe("paid");
  const paid = await booksOf(itemId);
  for (const status of ["failed", "unknown", "paid"]) {
    const { rows } = await services.db.pool.query("SELECT end_payout_attempt($1, 1, $2, 'tr_late', 'late') AS status", [
      itemId,
      status,
    ]);
    expect(rows).toEqual([{ status: "paid" }]);
    expect(await booksOf(itemId)).toEqual(paid);
  }
});

async function booksOf(itemId: string): Promise<unknown> {
  const { payeeWorkspaceId } = await services.db.prisma.payoutItem.findUniqueOrThrow({ where: { id: itemId } });
  return {
    attempts: await services.db.prisma.payoutAttempt.findMany({ where: { itemId } }),
    payable: await accountBalance(services.db, payeeWorkspaceId, "provider_payable"),
    clearing: await accountBalance(services.db, "platform", "payout_clearing"),
    cash: await accountBalance(services.db, "platform", "processor_cash"),
  };
}
