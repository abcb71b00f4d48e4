import { expect, test } from "vitest";
import { type Booked, bookingWords } from "./booking-words.ts";

const adjustment: Booked = {
  kind: "adjustment",
  amountNano: 12_500_000_000n,
  accountType: "customer_credit",
  ownerName: "Acme",
  leavesNano: 20_000_000_000n,
};

test("whoever approves reads whose account goes where, and from what to what", () => {
  expect(bookingWords(adjustment)).toBe("“Customer credit” of Acme rises by $12.50, to $20.00.");
  expect(bookingWords({ ...adjustment, amountNano: -5_000_000_000n })).toContain("falls by $5.00, to $20.00.");
});

test("a debit that takes more than there is says so", () => {
  expect(bookingWords({ ...adjustment, amountNano: -900_000_000_000n, leavesNano: -892_500_000_000n })).toMatch(
    /falls by \$900\.00, to .\$892\.50: that is more than there is\.$/,
  );
});

test("a refund of a call names who gets it back", () => {
  expect(bookingWords({ ...adjustment, kind: "call_refund", leavesNano: null })).toBe(
    "Acme gets $12.50 of a call back, and each payee gives back its part.",
  );
});
