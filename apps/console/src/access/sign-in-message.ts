/** Why signing in failed, as a word that may travel in an address; next-auth says `CredentialsSignin` by itself. */
export type SignInFailure = "TooManyAttempts" | "Unavailable" | "CredentialsSignin";

/** A sentence for the person. */
export function signInMessage(failure: string | null | undefined): string {
  if (failure === "CredentialsSignin") {
    return "That e-mail address and password do not belong together. Check both and try again.";
  }
  if (failure === "TooManyAttempts") return "Too many attempts. Wait a few minutes, then try again.";
  return "Signing in is not possible right now. Try again in a moment.";
}
