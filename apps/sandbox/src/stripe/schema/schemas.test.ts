import { expect, test } from "vitest";
import { checkEmitted } from "./check-emitted.ts";
import { checkRequest } from "./check-request.ts";

test.each([
  [{ charge: "ch_1", colour: "red" }, "parameter_unknown", "colour"],
  [{ charge: "ch_1", amount: "ten" }, "parameter_invalid_integer", "amount"],
  [{ charge: "ch_1", reason: "because" }, "parameter_invalid", "reason"],
  [{ charge: "ch_1", metadata: { a: ["b"] } }, "parameter_invalid", "metadata[a]"],
])("a refund asked for with %j is refused as %s", (sent, code, param) => {
  const refusal: unknown = expect.objectContaining({ error: expect.objectContaining({ code, param }) });
  expect(() => checkRequest("POST /v1/refunds", sent, true)).toThrow(expect.objectContaining({ body: refusal }));
});

test("numbers and switches of a form arrive as such", () => {
  const sent = { amount: "500", currency: "usd", confirm: "true", off_session: "true", customer: "cus_1" };
  expect(checkRequest("POST /v1/payment_intents", sent, true)).toEqual({
    amount: 500,
    currency: "usd",
    confirm: true,
    off_session: true,
    customer: "cus_1",
  });
});

test.each([
  [{ object: "balance", available: [], livemode: false }, "pending"],
  [{ object: "balance", available: [], pending: [], livemode: false, mood: "good" }, "mood"],
  [{ object: "payout", id: "po_1" }, "amount"],
  [{ object: "unheard_of" }, "no schema"],
])("an object that the SDK does not declare never leaves: %j", (value, what) => {
  expect(() => checkEmitted(value)).toThrow(what);
});
