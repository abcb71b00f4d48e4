import { expect, test } from "vitest";
import { deedOf, deedWords } from "./deed-words.ts";

test.each([
  ["createApiKey", "Create API key"],
  ["beginTotp", "Begin authenticator"],
  ["settle", "Settle"],
])("%s is read as %s, and found by it", (action, words) => {
  expect(deedWords(action)).toBe(words);
  expect(deedOf(words)).toBe(action);
  expect(deedOf(words.toUpperCase())).toBe(action);
  expect(deedOf(action)).toBe(action);
});
