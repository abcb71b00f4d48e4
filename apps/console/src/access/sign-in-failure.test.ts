import { expect, test, vi } from "vitest";
import { signInCrash, signInFailureOf } from "./sign-in-failure.ts";
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
