/** Why signing in failed, as a word that may travel in an address; next-auth says `CredentialsSignin` by itself. */
export type SignInFailure = keyof typeof MESSAGES | "Unavailable";

const MESSAGES = {
  CredentialsSignin: "That e-mail address and password do not belong together. Check both and try again.",
  TooManyAttempts: "Too many attempts. Wait a few minutes, then try again.",
  WrongCode: "This code is not right. Check your device’s clock and try the next one.",
  UsedCode: "This code was used already. Wait for the next one.",
  Unconfirmed: "Your address is not confirmed there. Confirm it, or sign in another way.",
  Taken: "Another account of this service is connected already. Sign in another way and look under Security.",
  OAuthCallback: "You were not signed in there. Try again, or sign in another way.",
  AccessDenied: "You were not signed in there. Try again, or sign in another way.",
  Begun: "This sign-in took too long. Begin it again.",
} as const;

/** A sentence for the person. */
export function signInMessage(failure: string | null | undefined): string {
  const known = Object.entries(MESSAGES).find(([word]) => word === failure);
  return known?.[1] ?? "Signing in is not possible right now. Try again in a moment.";
}
