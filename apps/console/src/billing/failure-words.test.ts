import { expect, test } from "vitest";
import { failureWords } from "./failure-words.ts";

test("a buyer reads why a payment failed, also for a reason that is new", () => {
  expect(failureWords("insufficient_funds")).toBe("The card has too little money");
  expect(failureWords("new_account_information_available")).toBe(
    "The card was refused: new account information available",
  );
  expect(failureWords(null)).toBe("Not approved, or given up");
});

test("a stolen card is not told apart from any other that the bank declined", () => {
  expect(failureWords("stolen_card")).toBe(failureWords("generic_decline"));
});
