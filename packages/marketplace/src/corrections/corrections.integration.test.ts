import { expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { readCredit } from "../billing/read-credit.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { addCall, newPerson, services, useVerbs } from "../testing/verbs.ts";
import { decideCorrection } from "./decide-correction.ts";
import { exportCorrections } from "./export-corrections.ts";
import { getCorrection } from "./get-correction.ts";
import { listCorrections } from "./list-corrections.ts";
import { previewCallRefund } from "./preview-call-refund.ts";
import { refundCall } from "./refund-call.ts";
import { requestAdjustment } from "./request-adjustment.ts";

useVerbs();

const ADJUSTMENT = {
  accountType: "customer_credit",
  direction: "credit",
  amountUsd: "4.2",
  counterType: "bad_debt",
  reason: "Charged during the outage",
} as const;

async function callOf(person: Awaited<ReturnType<typeof newPerson>>): Promise<string> {
  const { key } = await createApiKey(await person.ctx(), { workspaceId: person.workspaceId, name: "a key" });
  return await addCall(person.workspaceId, key.id);
}

test("an adjustment is posted once, by another person than who asked", async () => {
  const [asker, decider, customer] = [
    await newDutyHolder("finance"),
    await newDutyHolder("finance"),
    await newPerson(),
  ];
  const { id } = await requestAdjustment(await asker.ctx(), { ...ADJUSTMENT, workspace: customer.slug });
  const decide = async (person: typeof asker, approve: boolean) =>
    decideCorrection(await person.ctx(), { correctionId: id, approve });
  expect(await accountBalance(services.db, customer.workspaceId, "customer_credit")).toBe(0n);
  await expect(decide(asker, true)).rejects.toMatchObject({ code: "forbidden" });
  const posted = await Promise.all([decide(decider, true), decide(decider, true)]);
  expect(posted.map((one) => one.status)).toEqual(["posted", "posted"]);
  await expect(decide(decider, false)).rejects.toMatchObject({ code: "conflict" });
  expect((await readCredit(services, customer.workspaceId)).availableNano).toBe(4_200_000_000n);
  expect(await accountBalance(services.db, "platform", "bad_debt")).toBe(-4_200_000_000n);
  await expectBooksToBalance(services.db);
});

test("two people who approve in the same instant leave one journal and one event; a debit says what it leaves", async () => {
  const [asker, one, two] = [
    await newDutyHolder("finance"),
    await newDutyHolder("finance"),
    await newDutyHolder("finance"),
  ];
  const customer = await newPerson();
  const debit = { ...ADJUSTMENT, direction: "debit", workspace: customer.slug } as const;
  const { id } = await requestAdjustment(await asker.ctx(), debit);
  const waiting = await getCorrection(await one.ctx(), { correctionId: id });
  expect(waiting.correction.leavesNano).toBe(-4_200_000_000n);
  const deciders = await Promise.all([one, two, one, two].map((person) => person.ctx()));
  const approve = { correctionId: id, approve: true };
  const [first] = await Promise.all(deciders.map((ctx) => decideCorrection(ctx, approve)));
  expect(first).toMatchObject({ status: "posted", leavesNano: null });
  const where = { action: "decideCorrection", subjectId: id };
  expect(await services.db.prisma.auditEvent.count({ where })).toBe(1);
  expect(await accountBalance(services.db, customer.workspaceId, "customer_credit")).toBe(-4_200_000_000n);
});

test("a rejected request moves nothing and stays on record", async () => {
  const [asker, decider, customer] = [
    await newDutyHolder("finance"),
    await newDutyHolder("finance"),
    await newPerson(),
  ];
  const { id } = await requestAdjustment(await asker.ctx(), { ...ADJUSTMENT, workspace: customer.slug });
  await decideCorrection(await decider.ctx(), { correctionId: id, approve: false, note: "Wrong customer" });
  expect(await accountBalance(services.db, customer.workspaceId, "customer_credit")).toBe(0n);
  const { lines } = await listCorrections(await asker.ctx(), { status: "rejected" });
  expect(lines.find((line) => line.id === id)).toMatchObject({ decisionNote: "Wrong customer", journalId: null });
  const { csv } = await exportCorrections(await asker.ctx(), {});
  expect(csv).toContain(`${id},adjustment,rejected,4200000000,4.200000000`);
});

test("a call is refunded in parts, by finance or operators, never beyond its charge", async () => {
  const [operator, finance, customer] = [
    await newDutyHolder("operator"),
    await newDutyHolder("finance"),
    await newPerson(),
  ];
  const callId = await callOf(customer);
  const reason = "The answer was cut off";
  const first = await refundCall(await operator.ctx(), { callId, amountUsd: "0.0000005", reason });
  expect(first).toMatchObject({ amountNano: 500n, status: "posted" });
  const rest = await refundCall(await finance.ctx(), { callId, reason });
  expect(rest.amountNano).toBe(550n);
  await expect(refundCall(await finance.ctx(), { callId, reason })).rejects.toMatchObject({
    code: "precondition_failed",
  });
  expect(await accountBalance(services.db, customer.workspaceId, "customer_credit")).toBe(0n);
  expect(await accountBalance(services.db, "platform", "platform_fee_revenue")).toBe(0n);
  await expect(refundCall(await customer.ctx(), { callId, reason })).rejects.toMatchObject({ code: "forbidden" });
});

test("what a refund turns back is shown before, leg by leg, exactly as it is booked", async () => {
  const [operator, customer] = [await newDutyHolder("operator"), await newPerson()];
  const callId = await callOf(customer);
  const ctx = await operator.ctx();
  for (const amountUsd of ["0.000000333", "0.000000001", null]) {
    const { preview, callId: generation } = await previewCallRefund(ctx, { callId, amountUsd });
    const { id } = await refundCall(ctx, { callId, amountUsd, reason: "The answer was cut off" });
    const booked = await services.db.prisma.callRefund.findUniqueOrThrow({ where: { id } });
    const { costNano, feeNano, surchargeNano, paidNano, promotionalNano } = booked;
    expect(preview).toMatchObject({ costNano, feeNano, surchargeNano, paidNano, promotionalNano, needsSecond: false });
    const detail = await getCorrection({ ...ctx, actor: system().actor }, { correctionId: id });
    expect(detail.correction.callId).toBe(generation);
    expect(detail.legs.reduce((sum, leg) => sum + leg.amountNano, 0n)).toBe(0n);
  }
  const done = await previewCallRefund(ctx, { callId });
  expect(done).toMatchObject({ leftNano: 0n, preview: null, workspace: { slug: customer.slug } });
  await expect(previewCallRefund(ctx, { callId, amountUsd: "1" })).rejects.toMatchObject({ field: "amountUsd" });
  await expectRefused([previewCallRefund(await customer.ctx(), { callId })], "forbidden");
});

test("corrections are narrowed by person, day and kind, and their pages miss nothing and repeat nothing", async () => {
  const [asker, decider, customer] = [
    await newDutyHolder("finance"),
    await newDutyHolder("finance"),
    await newPerson(),
  ];
  const ctx = await asker.ctx();
  const asked: string[] = [];
  for (let index = 0; index < 5; index += 1)
    asked.push((await requestAdjustment(ctx, { ...ADJUSTMENT, workspace: customer.slug })).id);
  for (const id of asked.slice(0, 2))
    await decideCorrection(await decider.ctx(), { correctionId: id, approve: id === asked[0] });
  const walked: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listCorrections(ctx, { personId: asker.userId, limit: 2, cursor });
    walked.push(...page.lines.map((line) => line.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  const [first = "", second = "", ...waiting] = asked;
  expect(walked).toEqual([...waiting.reverse(), second, first]);
  const ids = async (filter: Parameters<typeof listCorrections>[1]) =>
    (await listCorrections(ctx, filter)).lines.map((line) => line.id);
  expect(await ids({ personId: decider.userId })).toEqual([second, first]);
  expect(await ids({ personId: decider.userId, kind: "call_refund" })).toEqual([]);
  expect(await ids({ personId: asker.userId, to: new Date(0) })).toEqual([]);
  const { people } = await listCorrections(ctx, {});
  expect(people.map(({ id }) => id)).toContain(decider.userId);
  const { legs } = await getCorrection(ctx, { correctionId: first });
  expect(legs.map(({ accountType, amountNano }) => [accountType, amountNano]).sort()).toEqual([
    ["bad_debt", -4_200_000_000n],
    ["customer_credit", 4_200_000_000n],
  ]);
});
