import { TRPCError } from "@trpc/server";
import { expect, test, vi } from "vitest";
import { signInFailureOf } from "./sign-in-failure.ts";
import { signInMessage } from "./sign-in-message.ts";

test("nothing of an unexpected error reaches the person", () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const failure = signInFailureOf(new Error("connect ECONNREFUSED postgres://secret"));
  expect(failure).toBe("Unavailable");
  expect(signInMessage(failure)).not.toMatch(/postgres|ECONN/);
  expect(logged).toHaveBeenCalledOnce();
});

test("too many attempts and wrong credentials read differently", () => {
  expect(signInFailureOf(new TRPCError({ code: "TOO_MANY_REQUESTS" }))).toBe("TooManyAttempts");
  expect(signInFailureOf(new TRPCError({ code: "BAD_REQUEST" }))).toBe("CredentialsSignin");
  expect(signInMessage("TooManyAttempts")).not.toBe(signInMessage("CredentialsSignin"));
});
