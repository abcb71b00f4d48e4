import { expect, test } from "vitest";
import { decidePayment, type PaymentFacts } from "./decide-payment.ts";

const payment = {
  status: "open" as const,
  workspaceId: "wsp_1",
  amountCents: 2000,
  currency: "usd",
  checkoutSessionId: "cs_1",
  paymentIntentId: null,
  kind: "checkout",
};

const facts: PaymentFacts = {
  sessionId: "cs_1",
  paymentId: "pay_1",
  workspaceId: "wsp_1",
  amountCents: 2000,
  currency: "usd",
  paymentIntentId: "pi_1",
  state: "paid",
  failureCode: null,
};

test("money that arrived is credited", () => {
  expect(decidePayment(payment, facts)).toEqual({ kind: "credit" });
});

test.each(["expired", "failed"] as const)(
  "money that arrived after the payment was %s is credited all the same",
  (status) => {
    expect(decidePayment({ ...payment, status }, facts)).toEqual({ kind: "credit" });
  },
);

test.each(["paid", "expired", "failed", "pending"] as const)("a credited payment never changes: %s", (state) => {
  const decision = decidePayment({ ...payment, status: "succeeded" }, { ...facts, state });
  expect(decision).toEqual({ kind: "nothing", effect: "already_credited" });
});

test.each([
  ["session", { sessionId: "cs_2" }],
  ["workspace", { workspaceId: "wsp_2" }],
  ["amount", { amountCents: 200_000 }],
  ["amount", { amountCents: null }],
  ["currency", { currency: "jpy" }],
])("another %s than was asked for is never credited", (what, wrong) => {
  expect(decidePayment(payment, { ...facts, ...wrong })).toEqual({ kind: "mismatch", what });
});

test("a payment whose session was not saved yet is bound by what we wrote on the session", () => {
  expect(decidePayment({ ...payment, checkoutSessionId: null }, facts)).toEqual({ kind: "credit" });
});

test("an open payment can expire or fail, and waits while nothing is decided", () => {
  expect(decidePayment(payment, { ...facts, state: "expired" })).toEqual({ kind: "close", status: "expired" });
  expect(decidePayment(payment, { ...facts, state: "failed" })).toEqual({ kind: "close", status: "failed" });
  expect(decidePayment(payment, { ...facts, state: "pending" })).toMatchObject({ kind: "nothing" });
});

test("an intent speaks for a saved card's payment, not for one made on the processor's page", () => {
  const intent: PaymentFacts = { ...facts, sessionId: null };
  expect(decidePayment(payment, intent)).toEqual({ kind: "nothing", effect: "ignored" });
  const automatic = { ...payment, checkoutSessionId: null, kind: "automatic" };
  expect(decidePayment(automatic, intent)).toEqual({ kind: "credit" });
  expect(decidePayment({ ...automatic, paymentIntentId: "pi_2" }, intent)).toEqual({
    kind: "mismatch",
    what: "intent",
  });
});

test("a payment that needs its owner waits, and an old request for them changes nothing that is over", () => {
  const automatic = { ...payment, checkoutSessionId: null, kind: "automatic" };
  const asks: PaymentFacts = { ...facts, sessionId: null, state: "action", failureCode: "authentication_required" };
  expect(decidePayment(automatic, asks)).toEqual({ kind: "ask_owner" });
  expect(decidePayment({ ...automatic, status: "failed" }, asks)).toEqual({ kind: "nothing", effect: "ignored" });
});
