import { expect, test } from "vitest";
import { obstacleSentence, refundWords, whoAsked } from "./refund-words.ts";

test("a refund whose answer is still out is on its way, not done", () => {
  for (const status of ["reserving", "submitting", "pending"]) expect(refundWords(status).word).toBe("on its way");
  expect(refundWords("succeeded").word).toBe("paid back");
  expect(refundWords("failed").word).toBe("came back");
});

test("who asked is named where it is known", () => {
  expect(whoAsked({ origin: "customer", requestedBy: "Ada" })).toBe("Ada, the customer");
  expect(whoAsked({ origin: "processor", requestedBy: null })).toBe("somebody at the processor");
});

test("every obstacle says what is in the way", () => {
  for (const one of ["unpaid", "disputed", "refunded", "spent"] as const)
    expect(obstacleSentence(one).length).toBeGreaterThan(30);
});
