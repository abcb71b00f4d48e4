import { expect, test } from "vitest";
import { hasNoName, passkeyProblem } from "./passkey-problem.ts";

test("addresses are no names", () => {
  expect(["127.0.0.1", "[::1]", "localhost", "console.example.com"].map(hasNoName)).toEqual([true, true, false, false]);
});

test("every problem is a sentence, and none says what the browser said", () => {
  const named = (name: string) => Object.assign(new Error("internal words"), { name });
  const names = ["NotAllowedError", "InvalidStateError", "NotSupportedError", "Other"];
  for (const problem of ["no name", "refused", ...names.map(named)]) {
    expect(passkeyProblem(problem)).toMatch(/^[A-Z].*\.$/);
    expect(passkeyProblem(problem)).not.toContain("internal");
  }
});
