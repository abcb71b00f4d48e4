import { createHash } from "node:crypto";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { PDFDocument } from "pdf-lib";
import { expect, test } from "vitest";
import type { Context } from "../context.ts";
import { openSession } from "../sessions/open-session.ts";
import { bought, credit, paymentOf, USD } from "../testing/buyers.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { control, processor, useSandbox, webhooksIdle } from "../testing/sandbox.ts";
import { textOf } from "../testing/text-of.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { acceptDispute } from "./accept-dispute.ts";
import { exportDisputes } from "./export-disputes.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { getDispute } from "./get-dispute.ts";
import { getEvidence } from "./get-evidence.ts";
import { listDisputes } from "./list-disputes.ts";
import { submitEvidence } from "./submit-evidence.ts";

useVerbs();
useSandbox();

async function finance(): Promise<Context> {
  return { ...(await (await newDutyHolder("finance")).ctx()), payments: processor };
}

/** A customer who paid 20 USD, spent 14 of it in a builder's app, and contests the payment. */
async function disputed(more: object = {}) {
  const buyer = await bought();
  const { workspaceId, paymentId } = buyer;
  await webhooksIdle();
  const builder = await newPerson("Builder");
  const row = settlementRow(callIdAt(Date.now() + 5), { workspaceId, legs: [9n * USD, 1n * USD, 4n * USD] });
  await settleCalls(services.db.pool, [
    { ...row, builderWorkspaceId: builder.workspaceId, providerWorkspaceId: "wsp_provider", priceVersionId: null },
  ]);
  await control("disputes", { charge: (await paymentOf(paymentId)).paymentIntentId, ...more });
  await webhooksIdle();
  const { id } = await services.db.prisma.dispute.findFirstOrThrow({ where: { paymentId } });
  return { ...buyer, builder, id };
}

const sentTo = async (id: string) => (await processor.stripe.disputes.retrieve(id)).evidence_details.submission_count;

test("evidence goes to the bank once, is kept byte for byte, and waits for its decision", async () => {
  const ctx = await finance();
  const { id, workspaceId, paymentId } = await disputed();
  expect((await getDispute(ctx, { disputeId: id })).dispute.state).toBe("needs_response");
  await submitEvidence(ctx, { disputeId: id, statement: "The credit was used the same day." });
  await webhooksIdle();
  const detail = await getDispute(ctx, { disputeId: id });
  expect(detail.dispute).toMatchObject({ state: "under_review", amountNano: 20n * USD, paymentId, workspaceId });
  expect(detail.sent).toMatchObject({ statement: "The credit was used the same day." });
  const { pdf } = await getEvidence(ctx, { disputeId: id });
  expect(createHash("sha256").update(pdf).digest("hex")).toBe(detail.sent?.sha256);
  expect((await PDFDocument.load(pdf)).getTitle()).toBe("Evidence about a disputed payment");
  const atBank = (await processor.stripe.disputes.retrieve(id)).evidence;
  expect(atBank).toMatchObject({
    uncategorized_text: "The credit was used the same day.",
    customer_name: "Buyer",
    refund_refusal_explanation: expect.stringContaining("made 1 call for 14.00 USD"),
  });
  const pack = await processor.stripe.files.retrieve(String(atBank.service_documentation));
  expect(pack).toMatchObject({ size: pdf.length, purpose: "dispute_evidence" });
  await expectRefused([submitEvidence(ctx, { disputeId: id, statement: "" })], "precondition_failed");
  expect(await sentTo(id)).toBe(1);
});

test("won, what was frozen is back and the journals say so; lost, they say who bore it", async () => {
  const ctx = await finance();
  const [won, lost] = [await disputed(), await disputed()];
  await submitEvidence(ctx, { disputeId: won.id, statement: "winning_evidence" });
  await submitEvidence(ctx, { disputeId: lost.id, statement: "losing_evidence" });
  await webhooksIdle();
  const good = await getDispute(ctx, { disputeId: won.id });
  expect(good.dispute).toMatchObject({ state: "won", loss: null, frozenCustomerNano: 6n * USD });
  expect(good.journals.map(({ kind }) => kind)).toEqual(["dispute_open", "dispute_won"]);
  expect(await credit(won.workspaceId)).toBe(6n * USD);
  const bad = await getDispute(ctx, { disputeId: lost.id });
  expect(bad.dispute.loss).toEqual({ customerNano: 6n * USD, buildersNano: 4n * USD, platformNano: 10n * USD });
  expect(bad.builders).toMatchObject([{ id: lost.builder.workspaceId, amountNano: 4n * USD }]);
  for (const { legs } of [...good.journals, ...bad.journals])
    expect(legs.reduce((sum, { amountNano }) => sum + amountNano, 0n)).toBe(0n);
  const { disputes, counts } = await listDisputes(ctx, { state: "lost", search: lost.id });
  expect(disputes).toMatchObject([{ id: lost.id, loss: { platformNano: 10n * USD } }]);
  expect(counts.lost).toBeGreaterThan(0);
  const csv = await textOf(await exportDisputes(ctx, { search: lost.workspaceId }));
  expect(csv).toContain(`${lost.id},lost,no,fraudulent,${lost.paymentId}`);
  expect(csv).toContain(`# disputes,1\r\n# amount_nano,${20n * USD}\r\n`);
});

test.each(["lost", "error_after"])("an answer whose receipt is %s is found again and not sent twice", async (kind) => {
  const ctx = await finance();
  const { id } = await disputed();
  await control("webhooks", { mode: "hold" });
  await control("faults", { kind, path: `/v1/disputes/${id}`, times: 3 });
  await expectRefused([submitEvidence(ctx, { disputeId: id, statement: "Once" })], "unavailable");
  const { evidenceId } = await submitEvidence(ctx, { disputeId: id, statement: "Twice" });
  expect(await sentTo(id)).toBe(1);
  expect((await getDispute(ctx, { disputeId: id })).sent).toMatchObject({ id: evidenceId, statement: "Once" });
  await control("webhooks/deliver");
  await webhooksIdle();
  expect((await getDispute(ctx, { disputeId: id })).dispute.state).toBe("under_review");
});

test("of two people who answer at once the bank hears one", async () => {
  const { id } = await disputed();
  const people = [await finance(), await finance()];
  const outcomes = await Promise.allSettled(
    people.map((ctx, index) => submitEvidence(ctx, { disputeId: id, statement: `Person ${index}` })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
  expect(await sentTo(id)).toBe(1);
  const heard = (await processor.stripe.disputes.retrieve(id)).evidence.uncategorized_text;
  const [ctx] = people;
  if (ctx) expect((await getDispute(ctx, { disputeId: id })).sent?.statement).toBe(heard);
});

test("an answer given at the processor is seen here, and nothing is sent over it", async () => {
  const ctx = await finance();
  const { id } = await disputed();
  await processor.stripe.disputes.update(id, { evidence: { uncategorized_text: "From the dashboard" }, submit: true });
  await webhooksIdle();
  const { dispute, sent } = await getDispute(ctx, { disputeId: id });
  expect([dispute.state, sent]).toEqual(["under_review", null]);
  await expectRefused([submitEvidence(ctx, { disputeId: id, statement: "" })], "precondition_failed");
});

test("giving in loses, with the reason on record", async () => {
  const ctx = await finance();
  const { id } = await disputed();
  await acceptDispute(ctx, { disputeId: id, reason: "The card was stolen" });
  await webhooksIdle();
  expect((await getDispute(ctx, { disputeId: id })).dispute.state).toBe("lost");
  const audit = await services.db.prisma.auditEvent.findFirst({ where: { action: "acceptDispute", subjectId: id } });
  expect(audit?.detail).toEqual({ reason: "The card was stolen" });
  await expectRefused([acceptDispute(ctx, { disputeId: id, reason: "Again" })], "precondition_failed");
});

test("a bank’s question is answered like a dispute, and no money moves", async () => {
  const ctx = await finance();
  const { id, workspaceId } = await disputed({ inquiry: true });
  await submitEvidence(ctx, { disputeId: id, statement: "It is ours." });
  await webhooksIdle();
  const { dispute, journals } = await getDispute(ctx, { disputeId: id });
  expect(dispute).toMatchObject({ state: "under_review", isInquiry: true });
  expect(journals).toEqual([]);
  expect(await credit(workspaceId)).toBe(6n * USD);
});

test("the pack holds where the buyer signed in from, what was bought and what was used", async () => {
  const buyer = await newPerson("Witness");
  await openSession(services, { userId: buyer.userId, ip: "203.0.113.7", userAgent: "Firefox", method: "password" });
  const { id, workspaceId, paymentId } = await disputed();
  await services.db.prisma.payment.update({ where: { id: paymentId }, data: { createdById: buyer.userId } });
  await services.db.prisma.membership.create({ data: { workspaceId, userId: buyer.userId, role: "admin" } });
  await services.db.prisma.signInSession.updateMany({
    where: { userId: buyer.userId },
    data: { createdAt: new Date(Date.now() - 3_600_000) },
  });
  const facts = await gatherEvidence(system(), id);
  expect(facts.buyerSession).toMatchObject({ ip: "203.0.113.7", userAgent: "Firefox", who: buyer.email });
  await services.db.prisma.signInSession.updateMany({
    where: { userId: buyer.userId },
    data: { lastSeenAt: new Date(facts.payment.at.getTime() - 120_000) },
  });
  // Somebody who had left before is not who paid.
  expect((await gatherEvidence(system(), id)).buyerSession).toBeNull();
  expect(facts.usage).toMatchObject({ calls: 1, chargeNano: 14n * USD });
  expect(facts.usage.newest[0]?.callId).toMatch(/^gen-[0-9a-f]{32}$/);
  expect(facts.payment).toMatchObject({ id: paymentId, amountNano: 20n * USD, buyerEmail: buyer.email });
});

test("only finance sees disputes", async () => {
  const { id, ctx } = await disputed();
  const operator = await (await newDutyHolder("operator")).ctx();
  for (const other of [ctx, operator])
    await expectRefused(
      [
        listDisputes(other, {}),
        getDispute(other, { disputeId: id }),
        getEvidence(other, { disputeId: id }),
        exportDisputes(other, {}),
        submitEvidence(other, { disputeId: id, statement: "" }),
        acceptDispute(other, { disputeId: id, reason: "Mine" }),
      ],
      "forbidden",
    );
});
