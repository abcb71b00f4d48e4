import { expect, test, vi } from "vitest";
import { codeFailureOf, signInCrash, signInFailureOf } from "./sign-in-failure.ts";
import { signInMessage } from "./sign-in-message.ts";

test("nothing of an unexpected error reaches the person", () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const failure = signInCrash(new Error("connect ECONNREFUSED postgres://secret"));
  expect(failure).toBe("Unavailable");
  expect(signInMessage(failure)).not.toMatch(/postgres|ECONN/);
  expect(logged).toHaveBeenCalledOnce();
});

test("too many attempts and wrong credentials read differently", () => {
  expect(signInFailureOf({ kind: "refused", reason: "too_many_requests" })).toBe("TooManyAttempts");
  expect(signInFailureOf({ kind: "refused", reason: "unauthenticated" })).toBe("CredentialsSignin");
  expect(signInFailureOf({ kind: "refused", reason: "unavailable" })).toBe("Unavailable");
  expect(signInMessage("TooManyAttempts")).not.toBe(signInMessage("CredentialsSignin"));
});

test("a wrong code, a used one and a sign-in that is over read differently", () => {
  const words = (["invalid_input", "conflict", "unauthenticated", "too_many_requests", "unavailable"] as const).map(
    (reason) => signInMessage(codeFailureOf({ kind: "refused", reason })),
  );
  expect(new Set(words).size).toBe(words.length);
});
