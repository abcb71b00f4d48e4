import { expect, test } from "vitest";
import { amountWords, detailWords } from "./quarantine-words.ts";

test("amounts of a noted disagreement are read in dollars, and ids stay as they are", () => {
  expect(detailWords("the proxy says 6251000 + 312500 + 0, the pinned versions say 6250000 + 312500 + 0")).toBe(
    "The proxy says $0.006251 + $0.0003125 + $0.00, the pinned versions say $0.00625 + $0.0003125 + $0.00",
  );
  expect(detailWords("stream entry 1796063981442-0 is not a usage event")).toBe(
    "Stream entry 1796063981442-0 is not a usage event",
  );
});

test("a decision that moves money says how much", () => {
  const legs = (costNano: bigint) => ({ costNano, feeNano: 0n, surchargeNano: 0n });
  const event = { now: { legs: legs(3_000_000_000n) }, recorded: legs(1_000_000_000n) };
  expect(amountWords("settle", event)).toBe("The customer pays $3.00.");
  expect(amountWords("book_difference", event)).toBe("That is $2.00: $3.00 instead of $1.00.");
  expect(amountWords("void", event)).toBeNull();
  expect(amountWords("settle", { ...event, now: { legs: null } })).toBeNull();
});
