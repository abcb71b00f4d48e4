import type { AuthenticateResult } from "@tollgate/api/authenticate";
import type { SignInFailure } from "./sign-in-message.ts";

type Refusal = Extract<AuthenticateResult, { kind: "refused" }>;

/** Why signing in was refused, as a word that may travel in an address. */
export function signInFailureOf({ reason }: Refusal): SignInFailure {
  if (reason === "too_many_requests") return "TooManyAttempts";
  return reason === "unauthenticated" || reason === "invalid_input" ? "CredentialsSignin" : "Unavailable";
}

/** The same for the code that a sign-in waits for. */
export function codeFailureOf({ reason }: Refusal): SignInFailure {
  if (reason === "too_many_requests") return "TooManyAttempts";
  if (reason === "unauthenticated") return "Begun";
  if (reason === "conflict") return "UsedCode";
  return reason === "invalid_input" ? "WrongCode" : "Unavailable";
}

/** The same for somebody who comes back from another service. */
export function identityFailureOf({ reason }: Refusal): SignInFailure {
  if (reason === "precondition_failed") return "Unconfirmed";
  return reason === "conflict" ? "Taken" : "Unavailable";
}

/** Keeps what went wrong inside for the log and lets only the kind of failure out. */
export function signInCrash(error: unknown): SignInFailure {
  console.error("signing in failed", error);
  return "Unavailable";
}
