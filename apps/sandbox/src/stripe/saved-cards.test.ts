import { expect, test } from "vitest";
import { arrived, chargeSaved, control, customerWith, sandbox, stripe, useTestStripe } from "./use-test-stripe.ts";

useTestStripe();

test("a saved card is charged while its owner is away", async () => {
  const intent = await chargeSaved(await customerWith("pm_card_visa"));
  expect(intent).toMatchObject({ status: "succeeded", amount_received: 2000, metadata: { payment: "pay_1" } });
});

test.each([
  ["pm_card_chargeCustomerFail", "card_declined", "generic_decline"],
  ["pm_card_authenticationRequired", "authentication_required", "authentication_required"],
])("%s refuses with 402 and keeps the intent for another try", async (token, code, decline) => {
  const owner = await customerWith(token);
  const error = await chargeSaved(owner).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ type: "StripeCardError", statusCode: 402, code, decline_code: decline });
  const [intent] = (await stripe.paymentIntents.list({ customer: owner.customerId })).data;
  expect(intent).toMatchObject({ status: "requires_payment_method", last_payment_error: { code } });
});

test.each(["pm_card_chargeDeclined", "pm_card_chargeDeclinedInsufficientFunds", "pm_card_chargeDeclinedExpiredCard"])(
  "%s cannot even be saved",
  async (token) => {
    await expect(customerWith(token)).rejects.toMatchObject({ type: "StripeCardError" });
  },
);

test("a card approved while it was saved needs its owner no more", async () => {
  const owner = await customerWith("pm_card_authenticationRequiredOnSetup");
  expect((await chargeSaved(owner)).status).toBe("succeeded");
});

test("a payment that needs its owner is completed on the bank's page", async () => {
  const owner = await customerWith("pm_card_authenticationRequired");
  await expect(chargeSaved(owner)).rejects.toMatchObject({ code: "authentication_required" });
  const [failed] = (await stripe.paymentIntents.list({ customer: owner.customerId })).data;
  const again = await stripe.paymentIntents.confirm(failed?.id ?? "", {
    payment_method: owner.methodId,
    return_url: "http://console.test/done",
  });
  expect(again.status).toBe("requires_action");
  const url = again.next_action?.redirect_to_url?.url ?? "";
  expect(await (await fetch(url)).text()).toContain("$20.00");
  const done = await fetch(url, { method: "POST", body: new URLSearchParams({ approve: "yes" }), redirect: "manual" });
  expect(done.headers.get("location")).toBe("http://console.test/done");
  expect((await stripe.paymentIntents.retrieve(again.id)).status).toBe("succeeded");
});

test("a default card is set, and gone when the card is", async () => {
  const { customerId, methodId } = await customerWith("pm_card_visa");
  const invoice_settings = { default_payment_method: methodId };
  await stripe.customers.update(customerId, { invoice_settings });
  await stripe.paymentMethods.detach(methodId);
  expect(await stripe.customers.retrieve(customerId)).toMatchObject({
    invoice_settings: { default_payment_method: null },
  });
  await expect(chargeSaved({ customerId, methodId })).resolves.toBeDefined();
});

test("checkout saves a card without a payment, and with one", async () => {
  const customer = await stripe.customers.create({ email: "a@example.com" });
  const shared = { customer: customer.id, success_url: "http://console.test/done" };
  const setup = await stripe.checkout.sessions.create({ ...shared, mode: "setup", currency: "usd" });
  const form = new URLSearchParams({ email: "a@example.com", number: "4242424242424242", expiry: "12/40", cvc: "123" });
  await fetch(setup.url ?? "", { method: "POST", body: form, redirect: "manual" });
  const saved = await stripe.checkout.sessions.retrieve(setup.id, { expand: ["setup_intent"] });
  expect(saved).toMatchObject({ status: "complete", setup_intent: { status: "succeeded", customer: customer.id } });
  const bought = await stripe.checkout.sessions.create({
    ...shared,
    mode: "payment",
    payment_intent_data: { setup_future_usage: "off_session" },
    line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 500, product_data: { name: "Credit" } } }],
  });
  await fetch(bought.url ?? "", { method: "POST", body: form, redirect: "manual" });
  expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(2);
  expect(await arrived()).toContain("setup_intent.succeeded");
});

test("a reply lost after its effect is replayed to the same key: one charge", async () => {
  const owner = await customerWith("pm_card_visa");
  await control("faults", { kind: "lost", path: "/v1/payment_intents", times: 2 });
  await expect(chargeSaved(owner, 2000, "key_1")).rejects.toMatchObject({ type: "StripeConnectionError" });
  expect((await chargeSaved(owner, 2000, "key_1")).status).toBe("succeeded");
  expect((await stripe.charges.list({ customer: owner.customerId })).data).toHaveLength(1);
});

test.each([
  [409, "StripeAPIError"],
  [429, "StripeRateLimitError"],
  [500, "StripeAPIError"],
])("an injected %i comes as often as asked and has no effect", async (status, type) => {
  const owner = await customerWith("pm_card_visa");
  await control("faults", { kind: "error", status, path: "/v1/payment_intents", times: 1 });
  await expect(chargeSaved(owner, 2000, "key_1")).rejects.toMatchObject({ type });
  expect((await chargeSaved(owner, 2000, "key_1")).status).toBe("succeeded");
  expect((await stripe.charges.list({ customer: owner.customerId })).data).toHaveLength(1);
});

test("a 500 after the effect is what the same key hears again, while the charge is there", async () => {
  const owner = await customerWith("pm_card_visa");
  await control("faults", { kind: "error_after", path: "/v1/payment_intents" });
  await expect(chargeSaved(owner, 2000, "key_1")).rejects.toMatchObject({ type: "StripeAPIError" });
  await expect(chargeSaved(owner, 2000, "key_1")).rejects.toMatchObject({ type: "StripeAPIError" });
  expect((await stripe.charges.list({ customer: owner.customerId })).data).toHaveLength(1);
});

test("events held for reordering arrive newest first", async () => {
  await control("webhooks", { mode: "reorder" });
  await stripe.customers.create({ email: "first@example.com" });
  const last = await stripe.customers.create({ email: "last@example.com" });
  await stripe.customers.update(last.id, { name: "Last" });
  await expect.poll(arrived).toEqual(["customer.updated", "customer.created", "customer.created"]);
});

test("the journal shows every call without any key", async () => {
  await customerWith("pm_card_visa");
  const journal = await (await fetch(`${sandbox.url}/sandbox/stripe/journal`)).text();
  expect(journal).toContain("/v1/setup_intents");
  expect(journal).not.toContain("sk_test");
});
