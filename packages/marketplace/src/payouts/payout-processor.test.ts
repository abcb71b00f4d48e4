import Stripe from "stripe";
import { expect, test } from "vitest";
import { readRefusal } from "./payout-processor.ts";

function refused(code: string, message: string) {
  return new Stripe.errors.StripeInvalidRequestError({ type: "invalid_request_error", code, message });
}

test("an account that cannot take money is said in words a payee understands", () => {
  const refusal = readRefusal(refused("insufficient_capabilities_for_transfer", "enabled: transfers, legacy_payments"));
  expect(refusal).toMatchObject({ kind: "refused", message: expect.stringContaining("cannot take money until") });
});

test("what the processor says of anything else is kept, and silence is no refusal", () => {
  expect(readRefusal(refused("balance_insufficient", "Too little"))).toMatchObject({ message: "Too little" });
  expect(readRefusal(new Error("socket hang up"))).toMatchObject({ kind: "ambiguous" });
});
