import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { inRepository } from "../../local/paths.ts";
import { CODE_MUTATIONS } from "./code-mutations.ts";
import { mutated, placeOf } from "./mutation.ts";
import { RECOVERY_MUTATIONS } from "./recovery-mutations.ts";
import { SQL_MUTATIONS } from "./sql-mutations.ts";

const mutations = [...CODE_MUTATIONS, ...RECOVERY_MUTATIONS, ...SQL_MUTATIONS];
const own = {
  name: "twice is four times",
  in: "packages/money/src/rounding.ts",
  to: "const fourfold = remainder * 4n;",
  project: "unit" as const,
  tests: [],
};

test("every mutation has a name of its own and tests that exist", () => {
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  expect(mutations.flatMap(({ tests }) => tests).filter((file) => !existsSync(inRepository(file)))).toEqual([]);
});

test("the list follows the code: every wrong line has its right one, once", () => {
  const outdated = mutations.flatMap((mutation) => {
    try {
      placeOf(mutation);
      return [];
    } catch (error) {
      return [`${mutation.name}: ${String(error)}`];
    }
  });
  expect(outdated).toEqual([]);
});

test("a mutation replaces its text and nothing else", () => {
  const { text } = placeOf({ ...own, from: "const twice = remainder * 2n;" });
  const wrong = mutated({ ...own, from: "const twice = remainder * 2n;" }).text;
  expect(wrong).toBe(text.replace("const twice = remainder * 2n;", "const fourfold = remainder * 4n;"));
});

test("a text that is gone, or stands there twice, is refused", () => {
  expect(() => placeOf({ ...own, from: "nowhere" })).toThrow("does not have the text");
  expect(() => placeOf({ ...own, from: "remainder" })).toThrow("more than once");
});

test("a function of the database is mutated where it was last defined", () => {
  const { file } = placeOf({ ...own, in: { sqlFunction: "settle_calls" }, from: "ON CONFLICT (id) DO NOTHING" });
  expect(file > "prisma/migrations/20261120190200_posting").toBe(true);
});
