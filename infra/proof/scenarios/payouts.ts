import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt } from "@tollgate/db/testing/settlement-row";
import { openPayoutProcessor } from "@tollgate/marketplace/payouts/payout-processor";
import { projectCredit } from "@tollgate/marketplace/settlement/project-credit";
import { accountBalance } from "@tollgate/marketplace/testing/books";
import { control, fillIn, processor } from "@tollgate/marketplace/testing/sandbox";
import { services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";
import type { ActInput } from "../crash-acts.ts";
import { done, type Scenario, type Scenarios } from "../crash-trials.ts";
import { events, finance, fixture } from "../crash-world.ts";
import { servedRow } from "./served-row.ts";

/** A call of 200 USD: the provider gets them, the builder 40. */
const INPUT_TOKENS = 80_000_000;
const FIRST_YEAR = 1990;
const NANO_PER_CENT = 10_000_000n;

let months = 0;
let arePayable = false;

const payees = () => [fixture.providers[0]?.workspaceId ?? "", fixture.builder.workspaceId];

/** Gives both payees an account at the processor that takes money, and the platform the money. */
async function makePayable(): Promise<void> {
  if (arePayable) return;
  arePayable = true;
  const { accounts } = openPayoutProcessor(processor.stripe);
  for (const workspaceId of payees()) {
    const person = { workspaceId, name: "Payee", email: "payee@example.com", country: "US" };
    const { accountId } = await accounts.create(person);
    const link = await accounts.onboardingLink(accountId, { returnUrl: "http://a.test", refreshUrl: "http://a.test" });
    await fillIn(link, { tax: "000-00-0000", bank: "000123456789" });
    const account = { workspaceId, processorAccountId: accountId, status: "enabled", country: "US" } as const;
    await services.db.prisma.payoutAccount.create({ data: account });
  }
  await control("funds", { amount: 10_000_000_000 });
}

/** A month in which both payees earned, after all that were closed before. */
async function earnedMonth(): Promise<Partial<ActInput>> {
  await makePayable();
  const start = Date.UTC(FIRST_YEAR, months++, 10);
  const { workspaceId } = fixture.customer;
  await settleCalls(services.db.pool, [servedRow(callIdAt(start), { workspaceId, inputTokens: INPUT_TOKENS })]);
  await projectCredit(services, workspaceId);
  return { month: new Date(start).toISOString().slice(0, 7), userId: finance[0] };
}

function firstOf(month = ""): Date {
  return new Date(`${month}-01T00:00:00Z`);
}

/** A run as one person sees it who has not approved it yet, and another has. */
async function approvedByOne(): Promise<Partial<ActInput>> {
  const input = await earnedMonth();
  await done("computeRun", input);
  const run = await services.db.prisma.payoutRun.findFirstOrThrow({ where: { month: firstOf(input.month) } });
  const approval = { ...input, runId: run.id, hash: run.hash };
  await done("approveRun", approval);
  return { ...approval, userId: finance[1] };
}

async function approvedByBoth(): Promise<Partial<ActInput>> {
  const input = await approvedByOne();
  await done("approveRun", input);
  return input;
}

async function started(): Promise<Partial<ActInput>> {
  const input = await approvedByBoth();
  await done("startRun", input);
  return { ...input, userId: "" };
}

/** Nothing is on its way; every item was sent once, and what was sent is what the books say. */
async function expectPaid({ runId }: ActInput): Promise<void> {
  const { prisma } = services.db;
  expect(await prisma.payoutRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ status: "done" });
  const items = await prisma.payoutItem.findMany({ where: { runId, payableCents: { gt: 0 } } });
  expect(items.map((item) => item.payeeWorkspaceId).toSorted()).toEqual(payees().toSorted());
  for (const item of items) {
    const { data } = await processor.stripe.transfers.list({ transfer_group: item.id, limit: 100 });
    expect(data.map((transfer) => BigInt(transfer.amount))).toEqual([item.payableCents]);
    const attempts = await prisma.payoutAttempt.findMany({ where: { itemId: item.id, status: "paid" } });
    expect(attempts.map((attempt) => attempt.transferId)).toEqual(data.map((transfer) => transfer.id));
  }
  expect(await accountBalance(services.db, "platform", "payout_clearing")).toBe(0n);
}

let owedBefore = 0n;

/** A payout that arrived and came back. */
async function paidAndReturned(): Promise<Partial<ActInput>> {
  const input = await started();
  await done("payRun", {});
  const [provider = ""] = payees();
  const item = { runId: input.runId ?? "", payeeWorkspaceId: provider };
  const { id } = await services.db.prisma.payoutItem.findFirstOrThrow({ where: item });
  const attempt = await services.db.prisma.payoutAttempt.findFirstOrThrow({ where: { itemId: id, status: "paid" } });
  owedBefore = await accountBalance(services.db, provider, "provider_payable");
  const transferId = attempt.transferId ?? "";
  events.hold();
  await processor.stripe.transfers.createReversal(transferId);
  return { ...(await events.newest("transfer.reversed")), transferId };
}

/** What came back is owed again, once. */
async function expectReturned({ transferId }: ActInput): Promise<void> {
  const attempt = await services.db.prisma.payoutAttempt.findUniqueOrThrow({ where: { transferId } });
  expect(attempt.status).toBe("returned");
  const owed = await accountBalance(services.db, payees()[0] ?? "", "provider_payable");
  expect(owed - owedBefore).toBe(attempt.amountCents * NANO_PER_CENT);
}

/** The month is closed once and has at most one run. */
async function expectClosed({ month }: ActInput): Promise<void> {
  const at = firstOf(month);
  expect(await services.db.prisma.ledgerPeriod.count({ where: { month: at } })).toBe(1);
  const { rows } = await services.db.pool.query(
    "SELECT count(*)::int AS late FROM journal WHERE period = $1 AND booked_at > (SELECT closed_at FROM ledger_period WHERE month = $1)",
    [at],
  );
  expect(rows).toEqual([{ late: 0 }]);
}

async function expectComputed(input: ActInput): Promise<void> {
  await expectClosed(input);
  const at = firstOf(input.month);
  const runs = await services.db.prisma.payoutRun.findMany({ where: { month: at }, include: { items: true } });
  expect(runs.map((run) => [run.revision, run.items.length])).toEqual([[1, 2]]);
}

/** A person presses the button again. */
function again(act: Scenario["act"]): NonNullable<Scenario["insist"]> {
  return async (input) => await done(act, input);
}

export const PAYOUTS: Scenarios = {
  "a month is closed": {
    act: "closeMonth",
    prepare: earnedMonth,
    insist: again("closeMonth"),
    check: expectClosed,
  },
  "a payout run is computed": {
    act: "computeRun",
    prepare: earnedMonth,
    insist: again("computeRun"),
    check: expectComputed,
  },
  "a payout run is approved": {
    act: "approveRun",
    prepare: approvedByOne,
    insist: again("approveRun"),
    check: async ({ runId }) =>
      expect(await services.db.prisma.payoutRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
        status: "approved",
      }),
  },
  "a payout run is started": {
    act: "startRun",
    prepare: approvedByBoth,
    insist: again("startRun"),
    check: expectPaid,
  },
  "a payout run is paid": { act: "payRun", prepare: started, check: expectPaid },
  "a payout comes back": {
    act: "takeEvent",
    prepare: paidAndReturned,
    check: expectReturned,
  },
};
