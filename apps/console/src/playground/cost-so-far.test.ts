import { expect, test } from "vitest";
import { costSoFar } from "./cost-so-far.ts";
import { type AssistantTurn, WAITING } from "./turns.ts";

const PRICES = { inputNano: 1_000_000_000n, outputNano: 4_000_000_000n };
const asked = { role: "user", text: "a".repeat(40), images: [] } as const;
const reply = (change: Partial<AssistantTurn>): AssistantTurn => ({ ...WAITING, state: "streaming", ...change });

test("an answer that arrives costs what was asked and what is there so far", () => {
  expect(costSoFar([asked, reply({ text: "b".repeat(80) })], PRICES)).toBe(10_000n + 80_000n);
  expect(costSoFar([asked, reply({ reasoning: "b".repeat(40), text: "c".repeat(40) })], PRICES)).toBe(90_000n);
});

test("nothing is said before the first word, after the last, and without a price", () => {
  expect(costSoFar([asked, WAITING], PRICES)).toBeNull();
  expect(costSoFar([asked, reply({ state: "done", text: "b" })], PRICES)).toBeNull();
  expect(costSoFar([asked, reply({ text: "b" })], { ...PRICES, outputNano: null })).toBeNull();
  expect(costSoFar([], PRICES)).toBeNull();
});
