import { expect, test } from "vitest";
import { arrived, chargeSaved, control, customerWith, received, stripe, useTestStripe } from "./use-test-stripe.ts";

useTestStripe();

async function recipient() {
  return await stripe.v2.core.accounts.create({
    contact_email: "payee@example.com",
    display_name: "Payee",
    identity: { country: "us", entity_type: "individual" },
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
    metadata: { workspace: "wsp_1" },
    include: ["configuration.recipient", "requirements"],
  });
}

async function onboard(account: string, given: Record<string, string>) {
  const link = await stripe.v2.core.accountLinks.create({
    account,
    use_case: {
      type: "account_onboarding",
      account_onboarding: {
        refresh_url: "http://console.test/refresh",
        return_url: "http://console.test/return",
      },
    },
  });
  const body = new URLSearchParams(given);
  return { link, response: await fetch(link.url, { method: "POST", body, redirect: "manual" }) };
}

const EVERYTHING = { tax: "000-00-0000", bank: "000123456789" };
const include = ["configuration.recipient" as const, "requirements" as const];

function statusOf(account: Awaited<ReturnType<typeof recipient>>) {
  return account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;
}

test("a recipient is restricted until onboarding has everything, and says what is missing", async () => {
  const account = await recipient();
  expect(statusOf(account)).toBe("restricted");
  expect(account.requirements?.entries).toHaveLength(2);
  await onboard(account.id, { tax: "000-00-0000" });
  const halfway = await stripe.v2.core.accounts.retrieve(account.id, { include });
  expect(statusOf(halfway)).toBe("restricted");
  expect(halfway.requirements?.entries).toMatchObject([{ description: "default_payout_method" }]);
  const { response, link } = await onboard(account.id, { bank: "000123456789" });
  expect(response.headers.get("location")).toBe("http://console.test/return");
  expect(statusOf(await stripe.v2.core.accounts.retrieve(account.id, { include }))).toBe("active");
  const again = await fetch(link.url, { redirect: "manual" });
  expect(again.headers.get("location")).toBe("http://console.test/refresh");
  expect((await stripe.v2.core.accounts.retrieve(account.id)).configuration).toBeUndefined();
});

test("thin events name the account and can be fetched", async () => {
  const account = await recipient();
  await onboard(account.id, EVERYTHING);
  expect(await arrived()).toEqual([
    "v2.core.account.created",
    "v2.core.account[configuration.recipient].capability_status_updated",
    "v2.core.account[requirements].updated",
  ]);
  expect(received[0]?.related_object?.id).toBe(account.id);
  expect((await stripe.v2.core.events.retrieve(received[1]?.id ?? "")).type).toBe(
    "v2.core.account[configuration.recipient].capability_status_updated",
  );
});

test("a transfer needs an able recipient and available money, and is found by its group", async () => {
  const account = await recipient();
  const order = { amount: 5000, currency: "usd", destination: account.id, transfer_group: "run_1" };
  await expect(stripe.transfers.create(order)).rejects.toMatchObject({
    code: "insufficient_capabilities_for_transfer",
  });
  await onboard(account.id, EVERYTHING);
  await expect(stripe.transfers.create(order)).rejects.toMatchObject({ code: "balance_insufficient" });
  await control("funds", { amount: 6000 });
  const transfer = await stripe.transfers.create(order, { idempotencyKey: "item_1" });
  expect((await stripe.transfers.create(order, { idempotencyKey: "item_1" })).id).toBe(transfer.id);
  expect((await stripe.transfers.list({ transfer_group: "run_1" })).data.map(({ id }) => id)).toEqual([transfer.id]);
  expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 1000, currency: "usd" }]);
});

test("a transfer is reversed in part and then whole, never beyond", async () => {
  const account = await recipient();
  await onboard(account.id, EVERYTHING);
  await control("funds", { amount: 5000 });
  const { id } = await stripe.transfers.create({ amount: 5000, currency: "usd", destination: account.id });
  await stripe.transfers.createReversal(id, { amount: 2000 });
  await expect(stripe.transfers.createReversal(id, { amount: 3001 })).rejects.toMatchObject({ param: "amount" });
  await stripe.transfers.createReversal(id);
  expect(await stripe.transfers.retrieve(id)).toMatchObject({ reversed: true, amount_reversed: 5000 });
  expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 5000 }]);
});

test("money of a charge is pending for two days, then can be paid out; a failed payout returns", async () => {
  await chargeSaved(await customerWith("pm_card_visa"), 10_000);
  expect(await stripe.balance.retrieve()).toMatchObject({ available: [{ amount: 0 }], pending: [{ amount: 9680 }] });
  await control("clock", { seconds: 2 * 24 * 3600 });
  const paid = await stripe.payouts.create({ amount: 4000, currency: "usd" });
  const failed = await stripe.payouts.create({ amount: 5000, currency: "usd" });
  await control(`payouts/${failed.id}`, { outcome: "failed" });
  await control("clock", { seconds: 2 * 24 * 3600 });
  expect((await stripe.payouts.retrieve(paid.id)).status).toBe("paid");
  expect(await stripe.payouts.retrieve(failed.id)).toMatchObject({ status: "failed", failure_code: "account_closed" });
  expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 5680 }]);
  const rows = await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  expect(rows.reduce((sum, { net }) => sum + net, 0)).toBe(5680);
});

test("a report lists every change of the balance", async () => {
  await control("funds", { amount: 12_345 });
  await control("clock", { seconds: 1 });
  const type = "balance_change_from_activity.itemized.3";
  const run = await stripe.reporting.reportRuns.create({ report_type: type });
  expect(run.status).toBe("pending");
  await control("clock", { seconds: 10 });
  const done = await stripe.reporting.reportRuns.retrieve(run.id);
  expect(done.status).toBe("succeeded");
  expect(await (await fetch(done.result?.url ?? "")).text()).toContain(",topup,usd,123.45,0.00,123.45");
});
