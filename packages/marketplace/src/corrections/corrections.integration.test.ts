import { expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { readCredit } from "../billing/read-credit.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { newDutyHolder } from "../testing/duties.ts";
import { addCall, newPerson, services, useVerbs } from "../testing/verbs.ts";
import { decideCorrection } from "./decide-correction.ts";
import { exportCorrections } from "./export-corrections.ts";
import { listCorrections } from "./list-corrections.ts";
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

test("a rejected request moves nothing and stays on record", async () => {
  const [asker, decider, customer] = [
    await newDutyHolder("finance"),
    await newDutyHolder("finance"),
    await newPerson(),
  ];
  const { id } = await requestAdjustment(await asker.ctx(), { ...ADJUSTMENT, workspace: customer.slug });
  await decideCorrection(await decider.ctx(), { correctionId: id, approve: false, note: "Wrong customer" });
  expect(await accountBalance(services.db, customer.workspaceId, "customer_credit")).toBe(0n);
  const lines = await listCorrections(await asker.ctx(), { status: "rejected" });
  expect(lines.find((line) => line.id === id)).toMatchObject({ decisionNote: "Wrong customer", journalId: null });
  const { csv } = await exportCorrections(await asker.ctx());
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
