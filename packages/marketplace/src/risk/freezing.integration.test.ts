import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { expect, test } from "vitest";
import { getBilling } from "../billing/get-billing.ts";
import type { Context } from "../context.ts";
import { getReport } from "../reports/get-report.ts";
import { expectBooksToBalance } from "../testing/books.ts";
import { available, bought, credit, paymentOf, USD } from "../testing/buyers.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { control, processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { services, useVerbs } from "../testing/verbs.ts";
import { closeRiskCase } from "./close-risk-case.ts";
import { exportRiskCases } from "./export-risk-cases.ts";
import { freezeCredit } from "./freeze-credit.ts";
import { listRiskCases } from "./list-risk-cases.ts";

useVerbs();
useSandbox();

async function operator(): Promise<Context> {
  return { ...(await (await newDutyHolder("operator")).ctx()), payments: processor };
}

/** A purchase that the card's issuer warns of. */
async function warned() {
  const buyer = await bought();
  await webhooksIdle();
  await control("fraud_warnings", { charge: (await paymentOf(buyer.paymentId)).paymentIntentId });
  await webhooksIdle();
  const { id } = await services.db.prisma.riskCase.findFirstOrThrow({ where: { paymentId: buyer.paymentId } });
  return { ...buyer, caseId: id };
}

/** Whether everything on clearing accounts is explained. */
async function expectClearingExplained(): Promise<void> {
  const finance = await (await newDutyHolder("finance")).ctx();
  const { checks } = await getReport(finance, { report: "clearing" });
  for (const { name, expected, actual } of checks) expect([name, actual]).toEqual([name, expected]);
}

test("frozen credit cannot be spent, is explained, is shown to the customer, and returns when the case is closed", async () => {
  const ctx = await operator();
  const { caseId, workspaceId, ctx: buyer } = await warned();
  const outcomes = await Promise.allSettled([1, 2].map(() => freezeCredit(ctx, { caseId, reason: "Stolen card?" })));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect([await credit(workspaceId), await available(workspaceId)]).toEqual([0n, 0n]);
  expect((await getBilling(buyer, { workspaceId })).frozenNano).toBe(20n * USD);
  await expectClearingExplained();
  const { cases } = await listRiskCases(ctx, { state: "frozen", search: workspaceId });
  expect(cases).toMatchObject([{ id: caseId, kind: "fraud_warning", frozenNano: 20n * USD, amountNano: 20n * USD }]);
  await closeRiskCase(ctx, { caseId, note: "The customer showed the card." });
  expect([await credit(workspaceId), await available(workspaceId)]).toEqual([20n * USD, 20n * USD]);
  expect((await listRiskCases(ctx, { state: "closed", search: caseId })).cases).toMatchObject([
    { state: "closed", frozenNano: 0n, note: "The customer showed the card." },
  ]);
  await expectRefused([closeRiskCase(ctx, { caseId, note: "Again" })], "not_found");
  await expectClearingExplained();
  await expectBooksToBalance(services.db);
});

test("calls that run when credit is frozen keep what is held for them, and nothing more is admitted", async () => {
  const ctx = await operator();
  const { caseId, workspaceId } = await warned();
  const key = redisKeys.credit(shardOf(workspaceId), workspaceId);
  const hold = async (nano: bigint) => {
    await services.redis.multi().hincrby(key, "avail", `${-nano}`).hincrby(key, "held", `${nano}`).exec();
  };
  await hold(5n * USD);
  expect(await freezeCredit(ctx, { caseId, reason: "Stolen card?" })).toEqual({ frozenNano: 15n * USD });
  expect([await credit(workspaceId), await available(workspaceId)]).toEqual([5n * USD, 0n]);
  await closeRiskCase(ctx, { caseId, note: "The customer showed the card." });
  expect([await credit(workspaceId), await available(workspaceId)]).toEqual([20n * USD, 15n * USD]);
  await hold(-5n * USD);
});

test("a dispute takes frozen credit over, and closing the case then gives nothing back twice", async () => {
  const ctx = await operator();
  const { caseId, workspaceId, paymentId } = await warned();
  await freezeCredit(ctx, { caseId, reason: "Stolen card?" });
  await control("disputes", { charge: (await paymentOf(paymentId)).paymentIntentId });
  await webhooksIdle();
  const dispute = await services.db.prisma.dispute.findFirstOrThrow({ where: { paymentId } });
  expect(dispute.frozenNano).toBe(20n * USD);
  await closeRiskCase(ctx, { caseId, note: "It became a dispute." });
  expect(await credit(workspaceId)).toBe(0n);
  await expectClearingExplained();
  await control(`disputes/${dispute.id}`, { outcome: "won" });
  await webhooksIdle();
  expect([await credit(workspaceId), await available(workspaceId)]).toEqual([20n * USD, 20n * USD]);
  await expectBooksToBalance(services.db);
});

test("a dispute and a freeze at once set the same credit aside once", async () => {
  const ctx = await operator();
  for (let n = 0; n < 3; n += 1) {
    const { caseId, workspaceId, paymentId } = await warned();
    const charge = (await paymentOf(paymentId)).paymentIntentId;
    await Promise.allSettled([control("disputes", { charge }), freezeCredit(ctx, { caseId, reason: "Stolen?" })]);
    await webhooksIdle();
    expect(await credit(workspaceId)).toBe(0n);
    await expectBooksToBalance(services.db);
  }
  await expectClearingExplained();
});

test("cases are listed in the order of the queue, page by page, and exported; only operators see them", async () => {
  const ctx = await operator();
  const [first, second] = [await warned(), await warned()];
  await closeRiskCase(ctx, { caseId: first.caseId, note: "Fine." });
  const all = (await listRiskCases(ctx, { limit: 200 })).cases.map(({ id }) => id);
  expect(all.indexOf(second.caseId)).toBeLessThan(all.indexOf(first.caseId));
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listRiskCases>> = await listRiskCases(ctx, { limit: 1, cursor });
    paged.push(...page.cases.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(paged).toEqual(all);
  let csv = "";
  for await (const piece of await exportRiskCases(ctx, {})) csv += piece;
  expect(csv).toContain(`# cases,${all.length}\r\n`);
  const { caseId } = second;
  const finance = await (await newDutyHolder("finance")).ctx();
  for (const other of [second.ctx, finance])
    await expectRefused(
      [listRiskCases(other, {}), exportRiskCases(other, {}), freezeCredit(other, { caseId, reason: "Mine" })],
      "forbidden",
    );
});
