import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";

export const CODE_CHALLENGE_METHODS = ["S256", "plain"] as const;
export type CodeChallengeMethod = (typeof CODE_CHALLENGE_METHODS)[number];

const WHAT = "has 43 to 128 letters, digits, dashes, dots, underscores or tildes (RFC 7636)";

const MISSING = "The app sent no code_challenge: without one, whoever sees the code could take the key.";

/** Ordinary base64 is taken as well: some clients send it. */
export const CodeChallenge = z
  .string(MISSING)
  .min(1, MISSING)
  .regex(/^[\w.~+/-]{43,128}={0,2}$/, `A code_challenge ${WHAT}.`);

export const CodeVerifier = z
  .string("Send the code_verifier whose challenge began the sign-in.")
  .regex(/^[\w.~-]{43,128}$/, `A code_verifier ${WHAT}.`);

export interface Challenged {
  readonly codeChallenge: string;
  readonly codeChallengeMethod: string;
}

/** Whether a verifier belongs to a challenge (RFC 7636, section 4.6). */
export function answersChallenge({ codeChallenge, codeChallengeMethod }: Challenged, verifier: string): boolean {
  const answer = codeChallengeMethod === "S256" ? createHash("sha256").update(verifier).digest("base64url") : verifier;
  const asked = codeChallengeMethod === "S256" ? base64Url(codeChallenge) : codeChallenge;
  return timingSafeEqual(digest(answer), digest(asked));
}

function base64Url(text: string): string {
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Digests have the same length, which the comparison needs. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
