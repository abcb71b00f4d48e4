import type Stripe from "stripe";
import { expect, test } from "vitest";
import { startTestSandbox } from "../start-test-sandbox.ts";
import { answers, arrived, clientFor, control, received, sandbox, stripe, useTestStripe } from "./use-test-stripe.ts";

const YEAR = new Date().getUTCFullYear() + 2;

useTestStripe();

function sessionParams(): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    client_reference_id: "wsp_1",
    customer_email: "buyer@example.com",
    metadata: { payment: "pay_1" },
    payment_intent_data: { description: "Credit", metadata: { payment: "pay_1" } },
    success_url: "http://console.test/done?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://console.test/cancel",
    line_items: [
      { quantity: 2, price_data: { currency: "usd", unit_amount: 1000, product_data: { name: "Tollgate credit" } } },
    ],
  };
}

function pay(session: Stripe.Checkout.Session, fields: Record<string, string> = {}): Promise<Response> {
  const form = { email: "buyer@example.com", number: "4242 4242 4242 4242", expiry: `12/${YEAR - 2000}`, cvc: "123" };
  return fetch(session.url ?? "", {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ ...form, ...fields }),
  });
}

function setMode(mode: string): Promise<void> {
  return control("webhooks", { mode });
}

test("a paid session is complete, its money is on the balance less the fee, and signed webhooks say so", async () => {
  const created = await stripe.checkout.sessions.create(sessionParams());
  expect(created).toMatchObject({ status: "open", payment_status: "unpaid", amount_total: 2000, payment_intent: null });
  const response = await pay(created);
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(`http://console.test/done?session=${created.id}`);

  const session = await stripe.checkout.sessions.retrieve(created.id, {
    expand: ["payment_intent.latest_charge.balance_transaction", "line_items"],
  });
  expect(session).toMatchObject({
    status: "complete",
    payment_status: "paid",
    client_reference_id: "wsp_1",
    payment_intent: {
      status: "succeeded",
      amount_received: 2000,
      metadata: { payment: "pay_1" },
      latest_charge: { paid: true, balance_transaction: { amount: 2000, fee: 88, net: 1912 } },
    },
    line_items: { data: [{ quantity: 2, amount_total: 2000 }] },
  });
  expect(received.map((event) => event.type).sort()).toEqual([
    "charge.succeeded",
    "checkout.session.completed",
    "payment_intent.created",
    "payment_intent.succeeded",
  ]);
  const completed = received.find((event) => event.type === "checkout.session.completed");
  expect(completed?.data?.object).toMatchObject({
    id: created.id,
    payment_status: "paid",
    metadata: { payment: "pay_1" },
  });
  expect((await stripe.events.list({ type: "charge.succeeded" })).data).toHaveLength(1);
});

test("paying twice charges once", async () => {
  const session = await stripe.checkout.sessions.create(sessionParams());
  await Promise.all([pay(session), pay(session)]);
  expect(received.filter((event) => event.type === "charge.succeeded")).toHaveLength(1);
});

test("a declined card leaves the session open for another card", async () => {
  const session = await stripe.checkout.sessions.create(sessionParams());
  const declined = await pay(session, { number: "4000000000000002" });
  expect(declined.status).toBe(402);
  expect(await declined.text()).toContain("Your card was declined.");
  expect(received.map((event) => event.type)).toContain("payment_intent.payment_failed");
  expect((await pay(session)).status).toBe(303);
});

test("a card that wants confirmation is charged only after approval", async () => {
  const session = await stripe.checkout.sessions.create(sessionParams());
  const step = await pay(session, { number: "4000002500003155" });
  const confirmUrl = new URL(step.headers.get("location") ?? "", sandbox.url);
  expect(received.map((event) => event.type)).not.toContain("charge.succeeded");
  expect(await (await fetch(confirmUrl)).text()).toContain("Approve");
  const approve = new URLSearchParams({ approve: "yes" });
  const done = await fetch(confirmUrl, { method: "POST", body: approve, redirect: "manual" });
  expect(done.headers.get("location")).toContain("console.test/done");
  expect(received.map((event) => event.type)).toContain("checkout.session.completed");
});

test.each([
  [{ number: "4111111111111111" }, "Only the test cards"],
  [{ number: "4242424242424241" }, "not valid"],
  [{ expiry: "01/20" }, "expired"],
  [{ cvc: "1" }, "3-digit"],
  [{ email: "nobody" }, "e-mail address"],
])("a wrong card form is refused with a reason: %o", async (fields, reason) => {
  const session = await stripe.checkout.sessions.create(sessionParams());
  const response = await pay(session, fields);
  expect(response.status).toBe(422);
  expect(await response.text()).toContain(reason);
  expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
});

test("an idempotency key replays the same session and refuses different parameters", async () => {
  const first = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey: "once" });
  const second = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey: "once" });
  expect(second.id).toBe(first.id);
  expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
  const other = stripe.checkout.sessions.create(
    { ...sessionParams(), client_reference_id: "x" },
    { idempotencyKey: "once" },
  );
  await expect(other).rejects.toMatchObject({ type: "StripeIdempotencyError" });
});

test("unknown and missing parameters are refused by name", async () => {
  const encoded = "mode=payment&success_url=http://a.test&line_items[0][price_data][currency]=usd&line_items[0][foo]=1";
  const response = await fetch(`${sandbox.url}/v1/checkout/sessions`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_x" },
    body: encoded,
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", param: expect.any(String) } });
  const unknown = stripe.checkout.sessions.create({ ...sessionParams(), ...{ payment_method_types: ["card"] } });
  await expect(unknown).rejects.toMatchObject({ code: "parameter_unknown", param: "payment_method_types" });
  const { success_url: _left_out, ...rest } = sessionParams();
  await expect(stripe.checkout.sessions.create(rest)).rejects.toMatchObject({ code: "parameter_missing" });
});

test("a live key is refused and an unknown session is not found", async () => {
  const live = clientFor(sandbox.url, "sk_live_x").checkout.sessions.create(sessionParams());
  await expect(live).rejects.toMatchObject({ type: "StripeAuthenticationError" });
  for (const id of ["cs_test_none", "constructor"]) {
    await expect(stripe.checkout.sessions.retrieve(id)).rejects.toMatchObject({ code: "resource_missing" });
    expect((await fetch(`${sandbox.url}/checkout/c/pay/${id}`)).status).toBe(404);
  }
});

test("an expired session cannot be paid and says so by webhook", async () => {
  const session = await stripe.checkout.sessions.create(sessionParams());
  expect((await stripe.checkout.sessions.expire(session.id)).status).toBe("expired");
  expect((await pay(session)).status).toBe(410);
  expect(await arrived()).toEqual(["checkout.session.expired"]);
});

test("a refused webhook is delivered again", async () => {
  answers.push(500, 500);
  const session = await stripe.checkout.sessions.create(sessionParams());
  await stripe.checkout.sessions.expire(session.id);
  await expect.poll(() => received.length).toBe(1);
});

test("held webhooks wait until they are released, dropped ones never come, duplicates come twice", async () => {
  await setMode("hold");
  const held = await stripe.checkout.sessions.create(sessionParams());
  await stripe.checkout.sessions.expire(held.id);
  expect(await arrived()).toHaveLength(0);
  await control("webhooks/deliver");
  expect(received).toHaveLength(1);
  await setMode("drop");
  await stripe.checkout.sessions.expire((await stripe.checkout.sessions.create(sessionParams())).id);
  expect(await arrived()).toHaveLength(1);
  await setMode("duplicate");
  await stripe.checkout.sessions.expire((await stripe.checkout.sessions.create(sessionParams())).id);
  expect(await arrived()).toHaveLength(3);
  expect(received[1]?.id).toBe(received[2]?.id);
});

test("sessions, answers to keys and the journal survive a restart", async () => {
  const session = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey: "before" });
  await stripe.customers.create({ email: "a@example.com" });
  // Answers when everything is on disk.
  await setMode("auto");
  const again = await startTestSandbox({ dataDirectory: sandbox.dataDirectory });
  const client = clientFor(again.url);
  expect((await client.checkout.sessions.retrieve(session.id)).amount_total).toBe(2000);
  expect((await client.checkout.sessions.create(sessionParams(), { idempotencyKey: "before" })).id).toBe(session.id);
  const journal = await (await fetch(`${again.url}/sandbox/stripe/journal`)).json();
  const first = { method: "POST", path: "/v1/checkout/sessions", idempotencyKey: "before", replayed: false };
  expect(journal).toMatchObject({ requests: expect.arrayContaining([expect.objectContaining(first)]) });
  await again.stop();
});

test("customers can be created, read and named in a session", async () => {
  const customer = await stripe.customers.create({ email: "a@example.com", metadata: { workspace: "wsp_1" } });
  expect((await stripe.customers.retrieve(customer.id)).id).toBe(customer.id);
  const { customer_email: _left_out, ...rest } = sessionParams();
  const session = await stripe.checkout.sessions.create({ ...rest, customer: customer.id });
  expect(session.customer).toBe(customer.id);
});
