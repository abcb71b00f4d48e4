import { expect, test } from "vitest";
import { approvePayoutRun } from "../payouts/approve-payout-run.ts";
import { computePayoutRun } from "../payouts/compute-payout-run.ts";
import { listStatements } from "../payouts/list-statements.ts";
import { payItem } from "../payouts/pay-item.ts";
import { startPayoutRun } from "../payouts/start-payout-run.ts";
import { accountBalance } from "../testing/books.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, enablePayouts, fakeProcessor } from "../testing/payees.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { getUnpaid } from "./get-unpaid.ts";

useVerbs();

const USD = 1_000_000_000n;
const now = new Date();
const monthBefore = (months: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
const nextMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));

/** A payee with 40 USD of the month before last, 30 of the last one and 7 of this one. */
async function earner() {
  const person = await newPerson("Earner");
  await enablePayouts(person.workspaceId);
  await earnIn(monthBefore(0), { builder: person.workspaceId }, [0n, 0n, 7n * USD]);
  return person;
}

async function unpaidOf({ workspaceId, ctx }: Awaited<ReturnType<typeof newPerson>>) {
  const unpaid = await getUnpaid(await ctx(), { workspaceId });
  const types = ["provider_payable", "builder_payable", "payee_holdback"] as const;
  const balances = await Promise.all(types.map((type) => accountBalance(services.db, workspaceId, type)));
  const { _sum } = await services.db.prisma.payoutAttempt.aggregate({
    where: { payeeWorkspaceId: workspaceId, status: { in: ["sending", "unknown"] } },
    _sum: { amountCents: true },
  });
  const underWay = (_sum.amountCents ?? 0n) * 10_000_000n;
  expect(unpaid.totalNano).toBe(balances.reduce((sum, one) => sum + one, underWay));
  return unpaid.parts;
}

test("every cent not paid has a reason and a date, through each step to the payout", async () => {
  const month = monthBefore(1);
  const payee = await earner();
  const [first, second] = [await newDutyHolder("finance"), await newDutyHolder("finance")];
  await earnIn(month, { provider: payee.workspaceId }, [50n * USD + 3n, 0n, 0n]);
  const thisMonth = { why: "month_open", nano: 7n * USD, month: monthBefore(0), closesAt: nextMonth };
  expect(await unpaidOf(payee)).toEqual([thisMonth, { why: "not_computed", nano: 50n * USD + 3n }]);

  const { run } = await computePayoutRun(system(), { month });
  const held = { why: "held", nano: 5n * USD, month, reason: "new_payee", releaseAt: expect.any(Date) };
  const remainder = { why: "carried", nano: 3n, month, reason: null, nextAt: nextMonth };
  expect(await unpaidOf(payee)).toMatchObject([
    thisMonth,
    remainder,
    { why: "in_run", nano: 45n * USD, month, isApproved: false },
    held,
  ]);
  for (const person of [first, second]) await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  expect(await unpaidOf(payee)).toContainEqual(expect.objectContaining({ why: "in_run", isApproved: true }));

  const processor = fakeProcessor();
  await startPayoutRun({ ...(await first.ctx()), payouts: processor }, { runId: run.id });
  const item = await services.db.prisma.payoutItem.findFirstOrThrow({
    where: { runId: run.id, payeeWorkspaceId: payee.workspaceId },
  });
  const pay = async () => await payItem({ ...system(), payouts: processor }, { itemId: item.id });
  processor.script.push("fails before");
  await pay();
  const sending = await unpaidOf(payee);
  expect(sending).toContainEqual({ why: "sending", nano: 45n * USD, since: expect.any(Date) });
  const [statement] = await listStatements(await payee.ctx(), { workspaceId: payee.workspaceId });
  expect(statement?.payment.state).toMatch(/sending|unknown/);
  await services.db.pool.query("SELECT end_payout_attempt($1, 1, 'failed', NULL, 'Account closed')", [item.id]);
  expect(await unpaidOf(payee)).toMatchObject([
    thisMonth,
    remainder,
    { why: "failed", nano: 45n * USD, problem: "Account closed", nextAt: nextMonth },
    held,
  ]);
  const [failed] = await listStatements(await payee.ctx(), { workspaceId: payee.workspaceId });
  expect(failed?.payment).toMatchObject({ state: "failed", problem: "Account closed" });
});

test("what a month has earned so far waits for its end, and nobody else may look", async () => {
  const payee = await earner();
  const parts = await unpaidOf(payee);
  expect(parts).toMatchObject([{ why: "month_open", nano: 7n * USD }]);
  const stranger = await newPerson();
  await expectRefused([getUnpaid(await stranger.ctx(), { workspaceId: payee.workspaceId })], "not_found");
});
