import { TRPCError } from "@trpc/server";
import type { SignInFailure } from "./sign-in-message.ts";

/** Keeps what went wrong inside for the log and lets only the kind of failure out. */
export function signInFailureOf(error: unknown): SignInFailure {
  if (error instanceof TRPCError && error.code === "TOO_MANY_REQUESTS") return "TooManyAttempts";
  if (error instanceof TRPCError && error.code === "BAD_REQUEST") return "CredentialsSignin";
  console.error("signing in failed", error);
  return "Unavailable";
}
