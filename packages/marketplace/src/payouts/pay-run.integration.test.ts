import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { type Behaviour, earnIn, type FakeProcessor, fakeProcessor, newPayee } from "../testing/payees.ts";
import { mails, newPerson, services, setClock, useVerbs } from "../testing/verbs.ts";
import { advancePayoutRuns, finishPayoutRun } from "./advance-payout-runs.ts";
import { approvePayoutRun } from "./approve-payout-run.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { getPayoutRun } from "./get-payout-run.ts";
import { payItem } from "./pay-item.ts";
import { retryPayoutItem } from "./retry-payout-item.ts";
import { returnPayout } from "./return-payout.ts";
import type { PayoutRunView } from "./run-view.ts";
import { startPayoutRun } from "./start-payout-run.ts";

useVerbs();
afterEach(() => setClock(null));

const HOUR_MS = 3_600_000;
const USD = 1_000_000_000n;
// Closing a month closes those before it, so each test takes the next.
let months = 0;
const nextMonth = () => new Date(Date.UTC(2024, months++, 1)).toISOString().slice(0, 7);

const paying = (processor: FakeProcessor): Context => ({ ...system(), payouts: processor });
const later = (hours: number) => setClock(new Date(Date.now() + hours * HOUR_MS));

/** Payees of earlier tests are owed what those left unpaid; this keeps them out of the runs to come. */
async function pauseOthers(payees: readonly string[]): Promise<void> {
  await services.db.prisma.payoutAccount.updateMany({
    where: { workspaceId: { notIn: [...payees] } },
    data: { pausedAt: new Date(), pauseNote: "Of another test" },
  });
}

async function approvedRun(payees: readonly string[], usd = 100n): Promise<PayoutRunView> {
  await pauseOthers(payees);
  const month = nextMonth();
  for (const provider of payees) await earnIn(month, { provider }, [usd * USD + 7n, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month });
  await approve(run);
  return run;
}

async function approve(run: PayoutRunView): Promise<void> {
  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
}

async function itemsOf(run: PayoutRunView): Promise<{ id: string; payee: string; cents: bigint }[]> {
  const { items } = await getPayoutRun(system(), { runId: run.id, limit: 200 });
  const rows = await services.db.prisma.payoutItem.findMany({ where: { runId: run.id, payableCents: { gt: 0 } } });
  expect(rows.length).toBeLessThanOrEqual(items.length);
  return rows.map((row) => ({ id: row.id, payee: row.payeeWorkspaceId, cents: row.payableCents }));
}

const stateOf = async (itemId: string) => {
  const { rows } = await services.db.pool.query("SELECT state FROM payout_item_state WHERE item_id = $1", [itemId]);
  return rows[0]?.state;
};
const clearing = () => accountBalance(services.db, "platform", "payout_clearing");
const cash = () => accountBalance(services.db, "platform", "processor_cash");

/** Works until nothing is left to do, as a worker that is killed and started again would. */
async function workUntilDone(ctx: Context, run: PayoutRunView): Promise<void> {
  for (let hours = 1; hours <= 40; hours += 1) {
    for (const { itemIds } of await advancePayoutRuns(ctx))
      await Promise.all(
        itemIds.flatMap((itemId) => [
          payItem(ctx, { itemId }).catch(() => "killed"),
          payItem(ctx, { itemId }).catch(() => "killed"),
        ]),
      );
    if ((await finishPayoutRun(ctx, run.id)) === "done") return;
    later(hours);
  }
  throw new Error("the run never came to an end");
}

test("two different people of finance approve the hash they saw, and nobody else", async () => {
  const month = nextMonth();
  await earnIn(month, { provider: await newPayee() }, [100n * USD, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month });
  const approval = { runId: run.id, hash: run.hash };
  const [one, two, outsider] = [await newDutyHolder("finance"), await newDutyHolder("finance"), await newPerson()];
  await expectRefused([approvePayoutRun(await outsider.ctx(), approval)], "forbidden");
  await expectRefused([approvePayoutRun(system(), approval)], "unauthenticated");
  const ctx = await one.ctx();
  await expectRefused(
    [
      approvePayoutRun(ctx, { ...approval, hash: "0".repeat(64) }),
      startPayoutRun({ ...ctx, payouts: fakeProcessor() }, { runId: run.id }),
    ],
    "precondition_failed",
  );
  await approvePayoutRun(await one.ctx(), approval);
  expect(await approvePayoutRun(await one.ctx(), approval)).toMatchObject({ status: "computed" });
  const approved = await approvePayoutRun(await two.ctx(), approval);
  expect(approved).toMatchObject({ status: "approved", approvals: [{ userId: one.userId }, { userId: two.userId }] });
});

test("another result of the same month voids approvals", async () => {
  const payee = await newPayee();
  const run = await approvedRun([payee]);
  await services.db.prisma.payoutAccount.update({ where: { workspaceId: payee }, data: { status: "restricted" } });
  const next = await computePayoutRun(system(), { month: run.month });
  expect(next).toMatchObject({ created: true, run: { revision: 2, status: "computed", approvals: [] } });
  const ctx = paying(fakeProcessor());
  await expectRefused(
    [startPayoutRun(ctx, { runId: run.id }), startPayoutRun(ctx, { runId: next.run.id })],
    "precondition_failed",
  );
});

test("an approved run pays everyone once, moves payable to clearing to cash, and tells the payees", async () => {
  const [ada, bob] = [await newPerson("Ada"), await newPayee()];
  await services.db.prisma.payoutAccount.create({
    data: { workspaceId: ada.workspaceId, processorAccountId: "acct_ada", status: "enabled", country: "US" },
  });
  const run = await approvedRun([ada.workspaceId, bob]);
  const processor = fakeProcessor();
  const before = await cash();
  expect(await startPayoutRun(paying(processor), { runId: run.id })).toMatchObject({ status: "executing" });
  await workUntilDone(paying(processor), run);
  // A tenth of what new payees earn is held back: 90 USD each.
  expect(processor.transfers.map((one) => one.amountCents)).toEqual([9_000n, 9_000n]);
  expect((await cash()) - before).toBe(180n * USD);
  expect(await clearing()).toBe(0n);
  expect(await accountBalance(services.db, bob, "provider_payable")).toBe(7n);
  expect(await accountBalance(services.db, bob, "payee_holdback")).toBe(10n * USD);
  expect(await startPayoutRun(paying(processor), { runId: run.id })).toMatchObject({ status: "done" });
  expect(mails.filter((mail) => mail.to === ada.email && mail.subject.includes("was sent"))).toHaveLength(1);
  await expectBooksToBalance(services.db);
});

test("a failed payee blocks nobody, gets the amount back as payable, and can be tried again", async () => {
  const payees = [await newPayee(), await newPayee(), await newPayee()];
  const run = await approvedRun(payees);
  const processor = fakeProcessor();
  processor.script.push("refuses", "answers", "answers");
  const ctx = paying(processor);
  await startPayoutRun(ctx, { runId: run.id });
  for (const { itemIds } of await advancePayoutRuns(ctx)) for (const itemId of itemIds) await payItem(ctx, { itemId });
  expect(await finishPayoutRun(ctx, run.id)).toBe("done");
  const items = await itemsOf(run);
  const states = await Promise.all(items.map(({ id }) => stateOf(id)));
  expect([...states].sort()).toEqual(["failed", "paid", "paid"]);
  const failed = items[states.indexOf("failed")];
  if (!failed) throw new Error("nobody failed");
  expect(await accountBalance(services.db, failed.payee, "provider_payable")).toBe(90n * USD + 7n);

  expect(await retryPayoutItem(ctx, { runId: run.id, itemId: failed.id })).toEqual({ attempt: 2 });
  expect((await getPayoutRun(ctx, { runId: run.id })).run.status).toBe("executing");
  await workUntilDone(ctx, run);
  expect(await stateOf(failed.id)).toBe("paid");
  expect(await clearing()).toBe(0n);
  await expectBooksToBalance(services.db);
});

test("a lost answer stays unknown, is asked again under the same key, and is one transfer", async () => {
  const run = await approvedRun([await newPayee()]);
  const processor = fakeProcessor();
  processor.script.push("loses the answer");
  const ctx = paying(processor);
  await startPayoutRun(ctx, { runId: run.id });
  const [item] = await itemsOf(run);
  const itemId = item?.id ?? "";
  expect(await payItem(ctx, { itemId })).toBe("unknown");
  expect(await finishPayoutRun(ctx, run.id)).toBe("executing");
  expect(await payItem(ctx, { itemId })).toBe("unknown");
  later(1);
  expect(await payItem(ctx, { itemId })).toBe("paid");
  expect(processor.transfers).toHaveLength(1);
});

test("after a day the processor forgets keys: an unknown transfer is looked up, never sent again", async () => {
  const payees = [await newPayee(), await newPayee()];
  const run = await approvedRun(payees);
  const processor = fakeProcessor();
  processor.script.push("loses the answer", "fails before");
  const ctx = paying(processor);
  await startPayoutRun(ctx, { runId: run.id });
  const [first, second] = (await advancePayoutRuns(ctx)).flatMap((work) => work.itemIds);
  if (!first || !second) throw new Error("two items were expected");
  for (const itemId of [first, second]) expect(await payItem(ctx, { itemId })).toBe("unknown");
  processor.forgetKeys();
  later(25);
  expect(await payItem(ctx, { itemId: first })).toBe("paid");
  expect(await payItem(ctx, { itemId: second })).toBe("failed");
  expect(processor.transfers).toHaveLength(1);
  expect(await clearing()).toBe(0n);
  setClock(null);
  await retryPayoutItem(ctx, { runId: run.id, itemId: second });
  expect(await payItem(ctx, { itemId: second })).toBe("paid");
  expect(new Set(processor.transfers.map((one) => one.idempotencyKey)).size).toBe(2);
});

test("whatever dies, loses answers or runs twice: never two transfers for one item, and the books say what happened", async () => {
  const behaviours: Behaviour[] = [
    "answers",
    "loses the answer",
    "fails before",
    "refuses",
    "dies before",
    "dies after",
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...behaviours), { maxLength: 24 }), async (script) => {
      setClock(null);
      const run = await approvedRun([await newPayee(), await newPayee(), await newPayee()]);
      const processor = fakeProcessor();
      processor.script.push(...script);
      const ctx = paying(processor);
      const before = await cash();
      await startPayoutRun(ctx, { runId: run.id });
      await workUntilDone(ctx, run);
      const items = await itemsOf(run);
      const states = await Promise.all(items.map(({ id }) => stateOf(id)));
      for (const [index, { id }] of items.entries()) {
        const sent = processor.transfers.filter((one) => one.transferGroup === id);
        expect(sent).toHaveLength(states[index] === "paid" ? 1 : 0);
      }
      expect((await cash()) - before).toBe(BigInt(processor.transfers.length) * 90n * USD);
      expect(await clearing()).toBe(0n);
      await expectBooksToBalance(services.db);
    }),
    // Every run takes a month, of which there are not enough to look for a smaller failure.
    { numRuns: 12, endOnFailure: true },
  );
}, 120_000);

test("a transfer that is reversed makes the amount payable again, once", async () => {
  const payee = await newPayee();
  const run = await approvedRun([payee]);
  const processor = fakeProcessor();
  const ctx = paying(processor);
  const before = await cash();
  await startPayoutRun(ctx, { runId: run.id });
  await workUntilDone(ctx, run);
  const [item] = await itemsOf(run);
  const { transferId } = await services.db.prisma.payoutAttempt.findFirstOrThrow({ where: { itemId: item?.id ?? "" } });
  if (!transferId) throw new Error("it was not paid");
  const returned = { transferId, problem: "The bank closed the account." };
  const returning = (what: typeof returned) => services.db.prisma.$transaction((tx) => returnPayout(tx, what));
  const both = await Promise.all([returning(returned), returning(returned)]);
  expect(both).toEqual(["returned", "returned"]);
  expect(await cash()).toBe(before);
  expect(await accountBalance(services.db, payee, "provider_payable")).toBe(90n * USD + 7n);
  expect(await returning({ ...returned, transferId: "tr_nobody" })).toBe("unknown_transfer");
  await expectBooksToBalance(services.db);
});

test("once a later month is closed, a run cannot start paying what the later statement has again", async () => {
  const run = await approvedRun([await newPayee()]);
  const processor = fakeProcessor();
  const ctx = paying(processor);
  await startPayoutRun(ctx, { runId: run.id });
  const [item] = await itemsOf(run);
  await approvedRun([await newPayee()]);
  await expectRefused([payItem(ctx, { itemId: item?.id ?? "" })], "precondition_failed");
  expect(await stateOf(item?.id ?? "")).toBe("lapsed");
  expect(await finishPayoutRun(ctx, run.id)).toBe("done");
  expect(processor.transfers).toEqual([]);
});

test("a payee who is provider and builder gets one transfer, drawn from both sides", async () => {
  const both = await newPayee();
  const month = nextMonth();
  await earnIn(month, { provider: both, builder: both }, [60n * USD, 0n, 90n * USD]);
  const { run } = await computePayoutRun(system(), { month });
  await approve(run);
  const processor = fakeProcessor();
  await startPayoutRun(paying(processor), { runId: run.id });
  await workUntilDone(paying(processor), run);
  expect(processor.transfers.find((one) => one.accountId === `acct_${both.slice(4)}`)?.amountCents).toBe(13_500n);
  expect(await accountBalance(services.db, both, "provider_payable")).toBe(0n);
  expect(await accountBalance(services.db, both, "builder_payable")).toBe(0n);
});

test("holdback comes back after ninety days, each lot once", async () => {
  const payee = await newPayee();
  const month = nextMonth();
  await earnIn(month, { provider: payee }, [50n * USD, 0n, 0n]);
  const first = await computePayoutRun(system(), { month });
  expect(first.run.totals.holdbackInNano).toBeGreaterThanOrEqual(5n * USD);
  months += 3;
  const { run } = await computePayoutRun(system(), { month: nextMonth() });
  const item = await services.db.prisma.payoutItem.findFirstOrThrow({
    where: { runId: run.id, payeeWorkspaceId: payee },
  });
  expect(item).toMatchObject({
    openingNano: 45n * USD,
    holdbackOutNano: 5n * USD,
    holdbackInNano: 0n,
    netNano: 50n * USD,
  });
  expect(await accountBalance(services.db, payee, "payee_holdback")).toBe(0n);
});
