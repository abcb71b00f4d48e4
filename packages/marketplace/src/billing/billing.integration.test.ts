import { readCreditState } from "@tollgate/db/redis/credit-state";
import { afterEach, expect, test, vi } from "vitest";
import { type Answer, startProcessor } from "../testing/processor.ts";
import { newPerson, type Person, services, TEST_WEBHOOK_SECRET, useVerbs } from "../testing/verbs.ts";
import { createCheckout } from "./create-checkout.ts";
import { getBilling } from "./get-billing.ts";
import { handleStripeEvent } from "./handle-stripe-event.ts";
import { listPayments } from "./list-payments.ts";
import { refreshPayment } from "./refresh-payment.ts";

useVerbs();

let processor: Awaited<ReturnType<typeof startProcessor>> | null = null;
afterEach(async () => {
  await processor?.close();
  processor = null;
});

let sessions = 0;

/** A person with a checkout of 20 USD waiting to be paid. */
async function withCheckout(answer?: Answer) {
  sessions += 1;
  const sessionId = `cs_test_${sessions}`;
  const opened = { status: 200, body: { id: sessionId, object: "checkout.session", url: "https://pay.test/1" } };
  processor = await startProcessor(answer ?? (() => opened));
  const person = await newPerson("Buyer");
  const ctx = { ...(await person.ctx()), payments: processor.payments };
  const { paymentId, url } = await createCheckout(ctx, { workspaceId: person.workspaceId, amountUsd: "20" });
  return { person, ctx, paymentId, sessionId, url };
}

type Checkout = Awaited<ReturnType<typeof withCheckout>>;

function session({ paymentId, person, sessionId }: Checkout, more: object = {}) {
  return {
    id: sessionId,
    object: "checkout.session",
    status: "complete",
    payment_status: "paid",
    amount_total: 2000,
    currency: "usd",
    payment_intent: `pi_${sessionId}`,
    metadata: { payment: paymentId, workspace: person.workspaceId },
    ...more,
  };
}

let events = 0;

function event(type: string, object: object) {
  events += 1;
  return { id: `evt_${events}`, object: "event", type, livemode: false, api_version: "x", data: { object } };
}

const deliver = async (body: object, secret = TEST_WEBHOOK_SECRET) => {
  const rawBody = JSON.stringify(body);
  const stripe = services.payments?.stripe;
  const signature = stripe?.webhooks.generateTestHeaderString({ payload: rawBody, secret }) ?? null;
  return await handleStripeEvent(services, { rawBody, signature });
};

const paidNano = async ({ workspaceId, ctx }: Person) =>
  (await getBilling(await ctx(), { workspaceId })).credit.paidNano;

const topUps = async (paymentId: string) =>
  await services.db.prisma.journal.count({ where: { idempotencyKey: `top_up:${paymentId}` } });

test("a checkout asks the processor once, for exactly the amount, bound to payment and workspace", async () => {
  const { person, paymentId, url } = await withCheckout();
  expect(url).toBe("https://pay.test/1");
  const [request] = processor?.requests ?? [];
  expect(request).toMatchObject({ method: "POST", path: "/v1/checkout/sessions", idempotencyKey: paymentId });
  expect(Object.fromEntries(request?.form ?? [])).toMatchObject({
    mode: "payment",
    client_reference_id: paymentId,
    "metadata[payment]": paymentId,
    "metadata[workspace]": person.workspaceId,
    "line_items[0][price_data][unit_amount]": "2000",
    "line_items[0][price_data][currency]": "usd",
    success_url: `https://console.test/w/${person.slug}/billing?payment=${paymentId}`,
  });
});

test("a paid event credits the ledger and what calls are admitted against", async () => {
  const checkout = await withCheckout();
  const handled = await deliver(event("checkout.session.completed", session(checkout)));
  expect(handled.effect).toBe("credited");
  expect(await paidNano(checkout.person)).toBe(20_000_000_000n);
  const state = await readCreditState(services.redis, checkout.person.workspaceId);
  expect(state?.availableNano).toBe(20_000_000_000n);
  const { payments } = await listPayments(checkout.ctx, { workspaceId: checkout.person.workspaceId });
  expect(payments).toMatchObject([{ id: checkout.paymentId, status: "succeeded", amountCents: 2000 }]);
});

test("the same event again does nothing", async () => {
  const checkout = await withCheckout();
  const paid = event("checkout.session.completed", session(checkout));
  await deliver(paid);
  expect((await deliver(paid)).effect).toBe("duplicate");
  expect(await paidNano(checkout.person)).toBe(20_000_000_000n);
});

test("eight deliveries at once credit once", async () => {
  const checkout = await withCheckout();
  const same = event("checkout.session.completed", session(checkout));
  const others = ["checkout.session.completed", "checkout.session.async_payment_succeeded"].map((type) =>
    event(type, session(checkout)),
  );
  const handled = await Promise.all([same, same, same, same, ...others, ...others].map((one) => deliver(one)));
  expect(handled.filter(({ effect }) => effect === "credited")).toHaveLength(1);
  expect(await paidNano(checkout.person)).toBe(20_000_000_000n);
  expect(await topUps(checkout.paymentId)).toBe(1);
});

test("events in the wrong order end in the same place", async () => {
  const checkout = await withCheckout();
  await deliver(event("checkout.session.expired", session(checkout, { payment_status: "unpaid", status: "expired" })));
  await deliver(event("checkout.session.async_payment_succeeded", session(checkout)));
  await deliver(event("checkout.session.async_payment_failed", session(checkout, { payment_status: "unpaid" })));
  await deliver(event("checkout.session.completed", session(checkout, { payment_status: "unpaid" })));
  const payment = await services.db.prisma.payment.findUniqueOrThrow({ where: { id: checkout.paymentId } });
  expect(payment.status).toBe("succeeded");
  expect(await paidNano(checkout.person)).toBe(20_000_000_000n);
});

test("a session completed but not paid yet credits nothing", async () => {
  const checkout = await withCheckout();
  const unpaid = event("checkout.session.completed", session(checkout, { payment_status: "unpaid" }));
  expect((await deliver(unpaid)).effect).toBe("ignored");
  expect(await paidNano(checkout.person)).toBe(0n);
});

test("a forged signature, a stale one and none at all are refused and leave no trace", async () => {
  const checkout = await withCheckout();
  const body = event("checkout.session.completed", session(checkout));
  await expect(deliver(body, "whsec_forged")).rejects.toMatchObject({ code: "invalid_input" });
  const rawBody = JSON.stringify(body);
  const timestamp = Math.floor(Date.now() / 1000) - 3600;
  const stale = services.payments?.stripe.webhooks.generateTestHeaderString({
    payload: rawBody,
    secret: TEST_WEBHOOK_SECRET,
    timestamp,
  });
  for (const signature of [stale ?? "", "", null])
    await expect(handleStripeEvent(services, { rawBody, signature })).rejects.toMatchObject({ code: "invalid_input" });
  expect(await services.db.prisma.stripeEvent.count({ where: { id: body.id } })).toBe(0);
  expect(await paidNano(checkout.person)).toBe(0n);
});

test.each([
  ["amount", { amount_total: 2_000_000 }],
  ["currency", { currency: "jpy" }],
  ["session", { id: "cs_test_other" }],
])("a paid event with another %s credits nothing and is kept for people to look at", async (what, wrong) => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const checkout = await withCheckout();
  const body = event("checkout.session.completed", session(checkout, wrong));
  expect((await deliver(body)).effect).toBe(`mismatch_${what}`);
  expect(complaint).toHaveBeenCalledOnce();
  complaint.mockRestore();
  expect(await paidNano(checkout.person)).toBe(0n);
  const kept = await services.db.prisma.stripeEvent.findUniqueOrThrow({ where: { id: body.id } });
  expect(kept.effect).toBe(`mismatch_${what}`);
});

test("a payment cannot be credited to another workspace", async () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const [checkout, thief] = [await withCheckout(), await newPerson("Thief")];
  const metadata = { payment: checkout.paymentId, workspace: thief.workspaceId };
  const body = event("checkout.session.completed", session(checkout, { metadata }));
  expect((await deliver(body)).effect).toBe("mismatch_workspace");
  complaint.mockRestore();
  expect([await paidNano(checkout.person), await paidNano(thief)]).toEqual([0n, 0n]);
});

test("events about things that are not ours are recorded and ignored", async () => {
  expect((await deliver(event("customer.created", { id: "cus_1", object: "customer" }))).effect).toBe("ignored");
  const strange = { id: "cs_x", object: "checkout.session", payment_status: "paid", metadata: { payment: "pay_none" } };
  expect((await deliver(event("checkout.session.completed", strange))).effect).toBe("ignored");
});

test("a late webhook and a refresh together credit once", async () => {
  const answers: Answer = (request) => ({
    status: 200,
    body:
      request.method === "POST"
        ? { id: `cs_test_${sessions}`, object: "checkout.session", url: "https://pay.test/1" }
        : session(checkout),
  });
  const checkout: Checkout = await withCheckout((request) => answers(request));
  const { paymentId, ctx, person } = checkout;
  const input = { workspaceId: person.workspaceId, paymentId };
  const refreshed = await Promise.all([
    refreshPayment(ctx, input),
    refreshPayment(ctx, input),
    deliver(event("checkout.session.completed", session(checkout))),
  ]);
  expect(refreshed[0]).toMatchObject({ status: "succeeded" });
  expect(await paidNano(person)).toBe(20_000_000_000n);
  expect(await topUps(paymentId)).toBe(1);
});

test("a processor that breaks leaves a failed payment and asks to try again", async () => {
  const person = await newPerson("Buyer");
  processor = await startProcessor(() => ({
    status: 400,
    body: { error: { message: "no", type: "invalid_request_error" } },
  }));
  const ctx = { ...(await person.ctx()), payments: processor.payments };
  const { workspaceId } = person;
  await expect(createCheckout(ctx, { workspaceId, amountUsd: "20" })).rejects.toMatchObject({ code: "unavailable" });
  expect((await listPayments(ctx, { workspaceId })).payments).toMatchObject([{ status: "failed" }]);
});

test("without a configured processor nothing is sold and no event is believed", async () => {
  const person = await newPerson("Buyer");
  const ctx = { ...(await person.ctx()), payments: null };
  const { workspaceId } = person;
  await expect(createCheckout(ctx, { workspaceId, amountUsd: "20" })).rejects.toMatchObject({
    code: "precondition_failed",
  });
  await expect(handleStripeEvent(ctx, { rawBody: "{}", signature: "t=1,v1=00" })).rejects.toMatchObject({
    code: "precondition_failed",
  });
  expect(await services.db.prisma.payment.count({ where: { workspaceId } })).toBe(0);
});

test.each(["4.99", "10000.01", "12.345", "-20", "abc", "", "1e3", "NaN"])(
  "buying %j is refused by field",
  async (amountUsd) => {
    const person = await newPerson("Buyer");
    const { workspaceId } = person;
    await expect(createCheckout(await person.ctx(), { workspaceId, amountUsd })).rejects.toMatchObject({
      code: "invalid_input",
      field: "amountUsd",
    });
    expect(await services.db.prisma.payment.count({ where: { workspaceId } })).toBe(0);
  },
);

test("payments are listed page by page without gap or repetition", async () => {
  const person = await newPerson("Buyer");
  const { workspaceId, userId } = person;
  const createdAt = new Date();
  await services.db.prisma.payment.createMany({
    data: [1, 2, 3, 4, 5].map((n) => ({
      id: `pay_${workspaceId}_${n}`,
      workspaceId,
      createdById: userId,
      amountCents: 500,
      creditNano: 5_000_000_000n,
      createdAt,
    })),
  });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listPayments(await person.ctx(), { workspaceId, cursor, limit: 2 });
    seen.push(...page.payments.map((payment) => payment.id.slice(-1)));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(["5", "4", "3", "2", "1"]);
});
