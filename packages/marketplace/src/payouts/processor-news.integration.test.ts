import { expect, test } from "vitest";
import { handleStripeEvent, type StripeDelivery, takeEvent } from "../billing/handle-stripe-event.ts";
import type { Context } from "../context.ts";
import { retryStripeEvent } from "../processor-events/retry-stripe-event.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { newDutyHolder, system } from "../testing/duties.ts";
import { earnIn } from "../testing/payees.ts";
import { control, fillIn, paying, processor, sandboxUrl, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { mails, newPerson, services, setClock, useVerbs } from "../testing/verbs.ts";
import { approvePayoutRun } from "./approve-payout-run.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { getPayoutAccount } from "./get-payout-account.ts";
import { payItem } from "./pay-item.ts";
import { openPayoutProcessor } from "./payout-processor.ts";
import { setUpPayouts } from "./set-up-payouts.ts";
import { startPayoutRun } from "./start-payout-run.ts";

const withPayouts = () => ({ ...paying, payouts: openPayoutProcessor(processor.stripe) });

useVerbs();
useSandbox(async (delivery: StripeDelivery) => await handleStripeEvent(withPayouts(), delivery));

const USD = 1_000_000_000n;
let months = 0;

/** A payee who has been through onboarding; only the processor's events say so. */
async function payee() {
  const person = await newPerson("Payee");
  const { workspaceId } = person;
  const ctx = { ...(await person.ctx()), ...withPayouts() };
  const { url } = await setUpPayouts(ctx, { workspaceId, country: "US" });
  await fillIn(url, { tax: "000-00-0000", bank: "000123456789" });
  await webhooksIdle();
  const { processorAccountId: accountId } = await services.db.prisma.payoutAccount.findUniqueOrThrow({
    where: { workspaceId },
  });
  return { ...person, ctx, accountId: accountId ?? "" };
}

/** A run that owes a payee 90 USD and may pay. */
async function started() {
  const person = await payee();
  const { workspaceId } = person;
  await control("funds", { amount: 1_000_000 });
  const month = new Date(Date.UTC(2023, months++, 1)).toISOString().slice(0, 7);
  await earnIn(month, { provider: workspaceId }, [100n * USD, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month });
  for (const one of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await one.ctx(), { runId: run.id, hash: run.hash });
  const worker: Context = { ...system(), ...withPayouts() };
  await startPayoutRun(worker, { runId: run.id });
  const item = await services.db.prisma.payoutItem.findFirstOrThrow({
    where: { runId: run.id, payeeWorkspaceId: workspaceId },
  });
  return { ...person, itemId: item.id, worker };
}

/** A transfer of 90 USD that arrived. */
async function paidOut() {
  const { worker, ...person } = await started();
  const { itemId } = person;
  expect(await payItem(worker, { itemId })).toBe("paid");
  const attempt = await services.db.prisma.payoutAttempt.findFirstOrThrow({ where: { itemId } });
  return { ...person, transferId: attempt.transferId ?? "" };
}

const owed = async (workspaceId: string) => await accountBalance(services.db, workspaceId, "provider_payable");
const statusOf = async (itemId: string) =>
  (await services.db.prisma.payoutAttempt.findFirstOrThrow({ where: { itemId }, orderBy: { number: "desc" } })).status;

test("an account is what the processor says it is now, in whatever order and however often its events come", async () => {
  await control("webhooks", { mode: "duplicate" });
  const { ctx, workspaceId, accountId, email } = await payee();
  expect(await getPayoutAccount(ctx, { workspaceId })).toMatchObject({ status: "enabled", missing: [] });
  await control("webhooks", { mode: "reorder" });
  await control(`accounts/${accountId}`, { missing: ["default_payout_method"] });
  await control(`accounts/${accountId}`, { missing: [] });
  await control(`accounts/${accountId}`, { missing: ["default_payout_method"] });
  await webhooksIdle();
  await expect
    .poll(async () => (await getPayoutAccount(ctx, { workspaceId })).missing, { timeout: 10_000 })
    .toEqual(["default_payout_method"]);
  expect((await getPayoutAccount(ctx, { workspaceId })).status).toBe("restricted");
  const told = () => mails.filter(({ to, subject }) => to === email && subject.includes("needs you")).length;
  await expect.poll(told, { timeout: 10_000 }).toBeGreaterThan(0);
});

test("an account's event whose reading failed waits for an operator, who takes it again", async () => {
  const { ctx, workspaceId, accountId } = await payee();
  await control("webhooks", { mode: "hold" });
  await control(`accounts/${accountId}`, { missing: ["default_payout_method"] });
  await control("faults", { kind: "error", method: "GET", path: `/v2/core/accounts/${accountId}`, times: 30 });
  await control("webhooks/deliver");
  await expect
    .poll(async () => await services.db.prisma.stripeEventFailure.count(), { timeout: 20_000 })
    .toBeGreaterThan(0);
  await fetch(`${sandboxUrl}/sandbox/stripe/faults`, { method: "DELETE" });
  const operator = { ...(await (await newDutyHolder("operator")).ctx()), ...withPayouts() };
  for (const { id } of await services.db.prisma.stripeEventFailure.findMany())
    await retryStripeEvent(operator, { eventId: id }).catch(() => undefined);
  await expect
    .poll(async () => (await getPayoutAccount(ctx, { workspaceId })).status, { timeout: 20_000 })
    .toBe("restricted");
});

test("a reversed transfer makes the amount payable again exactly once, however often its event comes", async () => {
  const { workspaceId, itemId, transferId, email } = await paidOut();
  const before = await owed(workspaceId);
  await control("webhooks", { mode: "duplicate" });
  await processor.stripe.transfers.createReversal(transferId);
  await webhooksIdle();
  const again = await processor.stripe.events.list({ type: "transfer.reversed", limit: 100 });
  const event = again.data.find((one) => JSON.stringify(one).includes(transferId));
  if (!event) throw new Error("there is no event");
  expect((await takeEvent(withPayouts(), event)).effect).toBe("duplicate");
  // The same news as another event, as after a replay with a new id.
  expect((await takeEvent(withPayouts(), { ...event, id: `${event.id}again` })).effect).toBe("ignored");
  expect(await owed(workspaceId)).toBe(before + 90n * USD);
  expect(await statusOf(itemId)).toBe("returned");
  expect(mails.filter(({ to, subject }) => to === email && subject.includes("came back"))).toHaveLength(1);
  await expectBooksToBalance(services.db);
});

test("a reversal that overtakes the answer to its transfer waits until that is booked", async () => {
  const { workspaceId, itemId, worker } = await started();
  await control("webhooks", { mode: "hold" });
  await control("faults", { kind: "lost", path: "/v1/transfers", times: 3 });
  expect(await payItem(worker, { itemId })).toBe("unknown");
  const [transfer] = (await processor.stripe.transfers.list({ transfer_group: itemId })).data;
  await processor.stripe.transfers.createReversal(transfer?.id ?? "");
  const { data } = await processor.stripe.events.list({ type: "transfer.reversed", limit: 1 });
  const [event] = data;
  if (!event) throw new Error("there is no event");
  await expect(takeEvent(withPayouts(), event)).rejects.toThrow("before it was booked as paid");
  const before = await owed(workspaceId);
  // The same key gets the same answer, and now it is heard.
  setClock(new Date(Date.now() + 3_600_000));
  expect(await payItem(worker, { itemId })).toBe("paid");
  setClock(null);
  expect((await takeEvent(withPayouts(), event)).effect).toBe("payout_returned");
  expect([await owed(workspaceId), await statusOf(itemId)]).toEqual([before + 90n * USD, "returned"]);
  await expectBooksToBalance(services.db);
});

test("a part of a transfer that comes back is not booked, and a person looks", async () => {
  const { workspaceId, itemId, transferId } = await paidOut();
  const before = await owed(workspaceId);
  await processor.stripe.transfers.createReversal(transferId, { amount: 1000 });
  await webhooksIdle();
  expect([await owed(workspaceId), await statusOf(itemId)]).toEqual([before, "paid"]);
  expect(await services.db.prisma.stripeEvent.count({ where: { effect: "mismatch_partial_reversal" } })).toBe(1);
  await processor.stripe.transfers.createReversal(transferId);
  await webhooksIdle();
  expect([await owed(workspaceId), await statusOf(itemId)]).toEqual([before + 90n * USD, "returned"]);
});

test("a payee whose bank refuses is told once and sees why, until a payout arrives; old news change nothing", async () => {
  const { ctx, workspaceId, accountId, email } = await payee();
  await control("webhooks", { mode: "duplicate" });
  await control(`accounts/${accountId}/payouts`, { outcome: "failed" });
  await webhooksIdle();
  expect((await getPayoutAccount(ctx, { workspaceId })).bankProblem).toBe("The bank account has been closed");
  expect(mails.filter(({ to, subject }) => to === email && subject.includes("bank refused"))).toHaveLength(1);
  await control("clock", { seconds: 10 });
  await control(`accounts/${accountId}/payouts`, { outcome: "paid" });
  await webhooksIdle();
  expect((await getPayoutAccount(ctx, { workspaceId })).bankProblem).toBeNull();
  const { data } = await processor.stripe.events.list({ type: "payout.failed", limit: 10 });
  const [old] = data.filter((one) => one.account === accountId);
  if (!old) throw new Error("there is no event");
  expect((await takeEvent(withPayouts(), { ...old, id: `${old.id}late` })).effect).toBe("ignored");
  expect((await getPayoutAccount(ctx, { workspaceId })).bankProblem).toBeNull();
});
