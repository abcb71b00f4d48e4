import { expect, test } from "vitest";
import { looseEndHref } from "./loose-end-href.ts";

test("a loose end leads to the page of what it is about", () => {
  expect(looseEndHref("payments", "pay_1", false)).toBe("/finance/payments/pay_1");
  expect(looseEndHref("payouts", "itm 1", false)).toBe("/finance/ledger/find?id=itm%201");
  expect(looseEndHref("calls", "gen-1", true)).toBeNull();
});

test("what operators decide leads there for operators alone", () => {
  expect(looseEndHref("quarantine", "x", false)).toBeNull();
  expect(looseEndHref("quarantine", "x", true)).toBe("/operator/quarantine");
});
