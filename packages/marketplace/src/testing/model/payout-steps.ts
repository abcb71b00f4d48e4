import { type Month, monthBounds, monthOf, nextMonth, previousMonth } from "@tollgate/payouts/months";
import fc from "fast-check";
import { expect } from "vitest";
import type { Context } from "../../context.ts";
import { approvePayoutRun } from "../../payouts/approve-payout-run.ts";
import { closeMonth } from "../../payouts/close-month.ts";
import { computePayoutRun } from "../../payouts/compute-payout-run.ts";
import { getPayoutRun } from "../../payouts/get-payout-run.ts";
import { payItem } from "../../payouts/pay-item.ts";
import type { PayoutItemView } from "../../payouts/run-view.ts";
import { startPayoutRun } from "../../payouts/start-payout-run.ts";
import { endOf, type Model, type ModelEntry } from "./model.ts";
import { expectRefusedUnchanged, type Step, step } from "./step.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
const MINIMUM = 25_000_000_000n;
const PAYABLES = ["provider_payable", "builder_payable"];

/** Closes the month before the present one; the present one is refused. */
export const close = fc.constant<Step>(
  step("close", {}, async (model, world) => {
    const [now, ctx] = [monthOf(new Date(model.nowMs)), world.finance[0]];
    await expectRefusedUnchanged(world, () => closeMonth(ctx, { month: now }), "precondition_failed");
    await closeLast(model, world);
  }),
);

async function closeLast(model: Model, world: World): Promise<Month> {
  const month = previousMonth(monthOf(new Date(model.nowMs)));
  await Promise.all([closeMonth(world.finance[0], { month }), closeMonth(world.finance[1], { month })]);
  for (const open of model.openMonths(month)) {
    setAside(model, open);
    release(model, open);
    model.lastClosed = open;
  }
  return month;
}

/** A tenth of what new payees, and those with too many disputes, earned in the month. */
function setAside(model: Model, month: Month): void {
  for (const owner of [model.parties.provider, model.parties.builder]) {
    const of = (one: ModelEntry) => one.owner === owner && PAYABLES.includes(one.type);
    const first = model.entries.filter((one) => of(one) && one.kind === "call_settlement" && one.amount > 0n);
    const since = first.map((one) => one.period).toSorted()[0];
    if (since === undefined) continue;
    const quarter = previousMonth(previousMonth(month));
    const inQuarter = (one: ModelEntry) => of(one) && one.period >= quarter && one.period <= month;
    const earned = model.sum((one) => inQuarter(one) && one.kind === "call_settlement");
    const disputed = -model.sum((one) => inQuarter(one) && one.kind.startsWith("dispute_"));
    const isNew = monthBounds(month).end.getTime() - monthBounds(since).start.getTime() < 90 * DAY_MS;
    if (!isNew && disputed * 10_000n <= earned * 40n) continue;
    for (const type of PAYABLES) {
      const own = model.sum(
        (one) => of(one) && one.type === type && one.period === month && one.kind === "call_settlement",
      );
      const amount = own > 0n ? own / 10n : 0n;
      if (amount === 0n) continue;
      model.holdbacks.push({ owner, type, month, amount, released: false });
      model.post("holdback_in", endOf(month), [
        [type, owner, -amount],
        ["payee_holdback", owner, amount],
      ]);
    }
  }
}

function release(model: Model, month: Month): void {
  for (const lot of model.holdbacks) {
    const releaseAt = monthBounds(lot.month).end.getTime() + 90 * DAY_MS;
    if (lot.released || releaseAt > monthBounds(month).end.getTime()) continue;
    lot.released = true;
    model.post("holdback_out", endOf(month), [
      [lot.type, lot.owner, lot.amount],
      ["payee_holdback", lot.owner, -lot.amount],
    ]);
  }
}

const behaviour = fc.constantFrom("answers" as const, "loses the answer" as const, "refuses" as const);

/** A payout run from its statements to its transfers, with a processor that answers, is lost on the way, or refuses. */
export const payOut = fc.array(behaviour, { minLength: 2, maxLength: 2 }).map(
  (behaviours): Step =>
    step("payOut", { behaviours }, async (model, world) => {
      const month = await closeLast(model, world);
      if (model.paidMonths.has(month) || model.lastClosed !== month) return;
      const [first, second] = world.finance;
      const { run } = await computePayoutRun(first, { month });
      expect(await computePayoutRun(second, { month })).toMatchObject({ created: false, run: { hash: run.hash } });
      const { items } = await getPayoutRun(first, { runId: run.id, limit: 100 });
      expectStatements(model, month, items);
      await expectRefusedUnchanged(world, () => startPayoutRun(first, { runId: run.id }), "precondition_failed");
      for (const ctx of [first, first, second]) await approvePayoutRun(ctx, { runId: run.id, hash: run.hash });
      await startPayoutRun(first, { runId: run.id });
      model.paidMonths.add(month);
      const due = items.filter((item) => item.payableCents > 0n);
      for (const [index, item] of due.entries())
        await pay({ model, world, month, runId: run.id, item, behaviour: behaviours[index % 2] ?? "answers" });
    }),
);

function expectStatements(model: Model, month: Month, items: readonly PayoutItemView[]): void {
  for (const owner of [model.parties.provider, model.parties.builder]) {
    const net = model.sum((one) => one.owner === owner && PAYABLES.includes(one.type) && one.period <= month);
    const item = items.find((one) => one.payeeWorkspaceId === owner);
    expect(item?.netNano ?? 0n).toBe(net);
    expect(item?.payableCents ?? 0n).toBe(net >= MINIMUM ? net / 10_000_000n : 0n);
  }
}

interface Payment {
  readonly model: Model;
  readonly world: World;
  readonly month: Month;
  readonly runId: string;
  readonly item: PayoutItemView;
  readonly behaviour: "answers" | "loses the answer" | "refuses";
}

async function pay({ model, world, month, runId, item, behaviour: how }: Payment): Promise<void> {
  const ctx: Context = { ...world.system, now: () => new Date() };
  const where = { runId, payeeWorkspaceId: item.payeeWorkspaceId };
  const { id: itemId } = await world.fixture.db.prisma.payoutItem.findFirstOrThrow({ where });
  const sent = world.payouts.transfers.length;
  world.payouts.script.push(how);
  for (let turn = 0; turn < 3; turn++) await payItem(ctx, { itemId });
  world.payouts.script.length = 0;
  const total = item.payableCents * 10_000_000n;
  const owner = item.payeeWorkspaceId;
  const type = owner === model.parties.provider ? "provider_payable" : "builder_payable";
  // What is paid of a month is booked into the one after it, so that the next statement knows of it.
  model.post("payout_start", Math.min(Date.now(), endOf(nextMonth(month))), [
    [type, owner, -total],
    ["payout_clearing", "platform", total],
  ]);
  const back = how === "refuses";
  model.post(back ? "payout_failed" : "payout_paid", Date.now(), [
    back ? [type, owner, total] : ["processor_cash", "platform", total],
    ["payout_clearing", "platform", -total],
  ]);
  expect(world.payouts.transfers.length - sent).toBe(back ? 0 : 1);
}
