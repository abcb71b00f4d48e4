import { expect, test } from "vitest";
import { codeWords, disputeSentence } from "./dispute-words.ts";

test("a code becomes words", () => {
  expect(codeWords("product_not_received")).toBe("Product not received");
});

test("a bank’s question is never called lost or won", () => {
  expect(disputeSentence({ state: "closed", isInquiry: true })).toContain("content");
  expect(disputeSentence({ state: "under_review", isInquiry: true })).toContain("asks");
  expect(disputeSentence({ state: "lost", isInquiry: false })).toContain("platform");
});
