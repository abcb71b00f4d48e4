import { expect, test } from "vitest";
import { arrived, chargeSaved, control, customerWith, stripe, useTestStripe } from "./use-test-stripe.ts";

useTestStripe();

async function paid(token = "pm_card_visa") {
  const intent = await chargeSaved(await customerWith(token));
  return { intentId: intent.id, chargeId: String(intent.latest_charge) };
}

test("a refund gives back up to what is left, and not a cent more", async () => {
  const { intentId, chargeId } = await paid();
  const refund = await stripe.refunds.create({ payment_intent: intentId, amount: 1500, metadata: { refund: "r" } });
  expect(refund).toMatchObject({ status: "succeeded", amount: 1500, charge: chargeId });
  await expect(stripe.refunds.create({ charge: chargeId, amount: 501 })).rejects.toMatchObject({ param: "amount" });
  await stripe.refunds.create({ charge: chargeId });
  await expect(stripe.refunds.create({ charge: chargeId })).rejects.toMatchObject({ code: "charge_already_refunded" });
  expect(await stripe.charges.retrieve(chargeId)).toMatchObject({ refunded: true, amount_refunded: 2000 });
});

test("a pending refund arrives with time", async () => {
  const { chargeId } = await paid("pm_card_pendingRefund");
  const refund = await stripe.refunds.create({ charge: chargeId });
  expect(refund.status).toBe("pending");
  await control("clock", { seconds: 61 });
  expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
  expect(await arrived()).toContain("refund.updated");
});

test("a refund the bank cannot credit fails later and the money returns", async () => {
  const { chargeId } = await paid("pm_card_refundFail");
  const refund = await stripe.refunds.create({ charge: chargeId, amount: 700 });
  expect(refund.status).toBe("succeeded");
  await control("clock", { seconds: 61 });
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: "failed",
    failure_reason: "expired_or_canceled_card",
  });
  expect(await stripe.charges.retrieve(chargeId)).toMatchObject({ amount_refunded: 0, refunded: false });
  expect(await arrived()).toContain("refund.failed");
});

test("a disputed charge cannot be refunded; evidence wins it and the money returns without the fee", async () => {
  const { chargeId } = await paid("pm_card_createDispute");
  const [dispute] = (await stripe.disputes.list({ charge: chargeId })).data;
  expect(dispute).toMatchObject({ status: "needs_response", reason: "fraudulent", amount: 2000 });
  expect(dispute?.balance_transactions[0]).toMatchObject({ amount: -2000, fee: 1500 });
  await expect(stripe.refunds.create({ charge: chargeId })).rejects.toMatchObject({ code: "charge_disputed" });
  const evidence = { product_description: "Credit", uncategorized_text: "winning_evidence" };
  expect(await stripe.disputes.update(dispute?.id ?? "", { evidence, submit: true })).toMatchObject({ status: "won" });
  expect(await arrived()).toEqual(
    expect.arrayContaining([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.updated",
      "charge.dispute.funds_reinstated",
      "charge.dispute.closed",
    ]),
  );
  expect((await stripe.charges.retrieve(chargeId)).disputed).toBe(false);
});

test("losing evidence loses, accepting loses, and silence until the deadline loses", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { chargeId } = await paid("pm_card_createDispute");
    ids.push((await stripe.disputes.list({ charge: chargeId })).data[0]?.id ?? "");
  }
  const [first = "", second = "", third = ""] = ids;
  await stripe.disputes.update(first, { evidence: { uncategorized_text: "losing_evidence" }, submit: true });
  await stripe.disputes.close(second);
  await control("clock", { seconds: 8 * 24 * 3600 });
  for (const id of [first, second, third]) expect((await stripe.disputes.retrieve(id)).status).toBe("lost");
});

test("a bank's question moves no money and closes without harm", async () => {
  const { chargeId } = await paid("pm_card_createDisputeInquiry");
  const [dispute] = (await stripe.disputes.list({ charge: chargeId })).data;
  expect(dispute).toMatchObject({ status: "warning_needs_response", balance_transactions: [] });
  await control(`disputes/${dispute?.id}`, { outcome: "won" });
  expect((await stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("warning_closed");
});

test("a fraud warning names its charge", async () => {
  const { chargeId, intentId } = await paid("pm_card_createIssuerFraudRecord");
  const warnings = await stripe.radar.earlyFraudWarnings.list({ charge: chargeId });
  expect(warnings.data).toMatchObject([{ payment_intent: intentId, actionable: true }]);
  expect(await arrived()).toContain("radar.early_fraud_warning.created");
});

const PDF = new TextEncoder().encode("%PDF-1.7 evidence");

test("evidence names files that were uploaded for it, is sent once, and waits for the bank", async () => {
  const { chargeId } = await paid("pm_card_createDispute");
  const [dispute] = (await stripe.disputes.list({ charge: chargeId })).data;
  const id = dispute?.id ?? "";
  const upload = {
    purpose: "dispute_evidence",
    file: { data: PDF, name: "pack.pdf", type: "application/pdf" },
  } as const;
  const file = await stripe.files.create(upload, { idempotencyKey: "pack-1" });
  expect(file).toMatchObject({ purpose: "dispute_evidence", filename: "pack.pdf", size: PDF.length, type: "pdf" });
  expect((await stripe.files.create(upload, { idempotencyKey: "pack-1" })).id).toBe(file.id);
  const staged = await stripe.disputes.update(id, { evidence: { receipt: file.id }, submit: false });
  expect(staged).toMatchObject({ status: "needs_response", evidence: { receipt: file.id } });
  const sent = await stripe.disputes.update(id, {
    evidence: { service_documentation: file.id, product_description: "Credit" },
    submit: true,
  });
  expect(sent).toMatchObject({ status: "under_review", evidence_details: { submission_count: 1, has_evidence: true } });
  await expect(stripe.disputes.update(id, { evidence: { receipt: file.id } })).rejects.toMatchObject({
    statusCode: 400,
  });
  await control("clock", { seconds: 8 * 24 * 3600 });
  expect((await stripe.disputes.retrieve(id)).status).toBe("under_review");
  await control(`disputes/${id}`, { outcome: "won" });
  expect((await stripe.disputes.retrieve(id)).status).toBe("won");
});

test.each([
  [{ receipt: "file_nobody" }, "evidence[receipt]"],
  [{ product_description: "x".repeat(20_001) }, "evidence[product_description]"],
  [{ customer_name: "x".repeat(150_001) }, "evidence"],
])("evidence that the service would refuse is refused: %#", async (evidence, param) => {
  const { chargeId } = await paid("pm_card_createDispute");
  const [dispute] = (await stripe.disputes.list({ charge: chargeId })).data;
  await expect(stripe.disputes.update(dispute?.id ?? "", { evidence })).rejects.toMatchObject({ param });
  expect((await stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("needs_response");
});

test("only documents are taken, and evidence only from files with its purpose", async () => {
  const text = { data: new TextEncoder().encode("hello"), name: "hello.pdf", type: "application/pdf" };
  await expect(stripe.files.create({ purpose: "dispute_evidence", file: text })).rejects.toMatchObject({
    param: "file",
  });
  const logo = await stripe.files.create({
    purpose: "business_logo",
    file: { data: PDF, name: "logo.pdf", type: "application/pdf" },
  });
  const { chargeId } = await paid("pm_card_createDispute");
  const [dispute] = (await stripe.disputes.list({ charge: chargeId })).data;
  const evidence = { receipt: logo.id };
  await expect(stripe.disputes.update(dispute?.id ?? "", { evidence })).rejects.toMatchObject({
    param: "evidence[receipt]",
  });
});
