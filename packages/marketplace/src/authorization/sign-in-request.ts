import { z } from "zod";
import { ResetInput } from "../access/limit-input.ts";
import { displayName } from "../access/person-input.ts";
import { UsdText } from "../usd-input.ts";
import { isCallbackAddress } from "./callback-address.ts";
import { CODE_CHALLENGE_METHODS, CodeChallenge } from "./code-challenge.ts";

/** What an app asks for when it sends a person to `/auth`. */
export const SignInRequest = z.object({
  callbackUrl: z
    .string("The app did not say where to send you back to.")
    .max(2_000, "The address to send you back to is too long.")
    .refine(
      isCallbackAddress,
      "The address to send you back to must start with https://, or with http:// on this machine.",
    ),
  codeChallenge: CodeChallenge,
  /** RFC 7636 takes a challenge without a method for a plain one. */
  codeChallengeMethod: z
    .enum(CODE_CHALLENGE_METHODS, "The code_challenge_method is S256 or plain.")
    .nullish()
    .transform((method) => method ?? "plain"),
  /** Handed back as it came. */
  state: z.string().max(1_000, "The app’s state is too long.").nullish(),
  /** A registered app; left out by any other. */
  appId: z.string().max(100).nullish(),
  keyLabel: displayName("a name for the key").nullish(),
  keyExpiresAt: z.date("The app’s expires_at is not a time.").nullish(),
});
export type SignInRequest = z.output<typeof SignInRequest>;

/** How much the key may spend, which the person decides. */
export const SignInLimit = z.object({
  limitUsd: UsdText.nullish(),
  limitReset: ResetInput.default("monthly"),
});
