import Stripe from "stripe";
import { expect, test } from "vitest";
import { cardFee } from "./balance.ts";
import { signPayload } from "./webhook-sender.ts";

test("a signature passes the SDK's check and fails for other bytes", () => {
  const stripe = new Stripe("sk_test_x");
  const payload = JSON.stringify({ id: "evt_1", object: "event" });
  const signature = signPayload(payload, "whsec_a", Math.floor(Date.now() / 1000));
  expect(stripe.webhooks.constructEvent(payload, signature, "whsec_a").id).toBe("evt_1");
  expect(() => stripe.webhooks.constructEvent(`${payload} `, signature, "whsec_a")).toThrow();
  expect(() => stripe.webhooks.constructEvent(payload, signature, "whsec_b")).toThrow();
});

test.each([
  [50, 31],
  [500, 45],
  [2000, 88],
  [10_000, 320],
  [999_999, 29_030],
])("the fee on %i cents is %i cents", (amount, fee) => {
  expect(cardFee(amount)).toBe(fee);
});
