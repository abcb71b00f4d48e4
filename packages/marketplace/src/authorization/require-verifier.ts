import { MarketplaceError } from "../errors.ts";
import { answersChallenge, type Challenged } from "./code-challenge.ts";

/** @throws MarketplaceError when the verifier does not belong to the challenge that a sign-in began with. */
export function requireVerifier(
  code: Challenged,
  asked: { readonly codeVerifier: string; readonly codeChallengeMethod?: string | null | undefined },
): void {
  if (asked.codeChallengeMethod && asked.codeChallengeMethod !== code.codeChallengeMethod)
    throw new MarketplaceError("invalid_input", `The sign-in began with the method ${code.codeChallengeMethod}.`, {
      field: "codeChallengeMethod",
    });
  if (!answersChallenge(code, asked.codeVerifier))
    throw new MarketplaceError(
      "forbidden",
      "The code_verifier does not belong to this code. Send the one the sign-in began with.",
      {
        field: "codeVerifier",
      },
    );
}
