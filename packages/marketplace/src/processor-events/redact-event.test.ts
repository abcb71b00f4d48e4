import { expect, test } from "vitest";
import { redactEvent } from "./redact-event.ts";

test("who pays and what opens something is hidden at any depth; ids, amounts and what is empty stay", () => {
  const event = {
    id: "evt_1",
    data: {
      object: {
        id: "pi_1",
        amount: 2000,
        client_secret: "pi_1_secret_x",
        receipt_email: null,
        charges: [{ id: "ch_1", billing_details: { email: "a@example.com", name: "Ada" } }],
        metadata: { payment: "pay_1" },
      },
    },
  };
  const shown = redactEvent(event);
  expect(shown).toEqual({
    id: "evt_1",
    data: {
      object: {
        id: "pi_1",
        amount: 2000,
        client_secret: "(not shown)",
        receipt_email: null,
        charges: [{ id: "ch_1", billing_details: "(not shown)" }],
        metadata: { payment: "pay_1" },
      },
    },
  });
  expect(JSON.stringify(shown)).not.toMatch(/Ada|a@example|secret_x/);
});
