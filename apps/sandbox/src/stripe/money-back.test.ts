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
