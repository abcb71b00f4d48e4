import { expect, test } from "vitest";
import { nanoOfCents, type StatementAmounts, statementLines } from "./statement-lines.ts";

const statement: StatementAmounts = {
  openingNano: 1_000_000_001n,
  providerEarnedNano: 40_000_000_000n,
  builderEarnedNano: 9_000_000_003n,
  adjustmentsNano: -500_000_000n,
  reversalsNano: -250_000_000n,
  paidNano: -1_000_000_000n,
  holdbackInNano: 4_900_000_000n,
  holdbackOutNano: 200_000_000n,
  netNano: 43_550_000_004n,
  payableCents: 4_355n,
  carryNano: 4n,
};

test("the lines of a statement sum to its net", () => {
  const sum = statementLines(statement).reduce((total, line) => total + line.nano, 0n);
  expect(sum).toBe(statement.netNano);
});

test("what would be paid and what carries over make up the net", () => {
  expect(nanoOfCents(statement.payableCents) + statement.carryNano).toBe(statement.netNano);
});

test("movements that did not happen take no line", () => {
  const quiet = { ...statement, adjustmentsNano: 0n, reversalsNano: 0n, paidNano: 0n, holdbackInNano: 0n };
  expect(statementLines(quiet).map((line) => line.key)).toEqual(["opening", "provider", "builder", "holdback-out"]);
});
