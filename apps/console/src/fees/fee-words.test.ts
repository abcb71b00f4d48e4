import { expect, test } from "vitest";
import { feeWords, scopeName } from "./fee-words.ts";

test("a fee is a share of the price, with what comes on top per call", () => {
  expect(feeWords({ basisPoints: 550, fixedNano: 0n })).toBe("5.5%");
  expect(feeWords({ basisPoints: 500, fixedNano: 100_000n })).toBe("5% + $0.0001 a call");
});

test("kinds of fees have names", () => {
  expect(scopeName("own_key")).toBe("Calls with the customer’s own key");
});
