import { type AuthenticateInput, authenticate as verb } from "@tollgate/marketplace/access/authenticate";
import type { Services } from "@tollgate/marketplace/context";
import { type ErrorCode, MarketplaceError } from "@tollgate/marketplace/errors";
import { connectIdentity as connect } from "@tollgate/marketplace/identities/connect-identity";
import type { OutsideAccount } from "@tollgate/marketplace/identities/outside-account";
import {
  signInWithIdentity as byIdentity,
  type SignInWithIdentity,
} from "@tollgate/marketplace/identities/sign-in-with-identity";
import {
  signInWithPasskey as byPasskey,
  type SignInWithPasskey,
} from "@tollgate/marketplace/passkeys/sign-in-with-passkey";
import { beginSession } from "@tollgate/marketplace/sessions/begin-session";
import { takeHandover as exchange, type TakeHandover } from "@tollgate/marketplace/sessions/handover";
import type { OpenedSession, SignInPlace } from "@tollgate/marketplace/sessions/open-session";
import { type PassSecondFactor, passSecondFactor as pass } from "@tollgate/marketplace/sessions/pass-second-factor";
import { signInByLink as byLink, type SignInByLink } from "@tollgate/marketplace/sign-in-links/sign-in-by-link";

export type AuthenticateResult =
  | ({ readonly kind: "known" } & OpenedSession)
  /** `unauthenticated` when address and password do not belong together. */
  | { readonly kind: "refused"; readonly reason: ErrorCode };

export type SignIn = AuthenticateInput & SignInPlace;

/** Checks an e-mail address and password for the sign-in page, and begins a session. @throws what is not a refusal. */
export async function authenticate(services: Services, { userAgent, ...input }: SignIn): Promise<AuthenticateResult> {
  return await answer(async () => {
    const user = await verb(services, input);
    return user && (await beginSession(services, { userId: user.id, method: "password", ip: input.ip, userAgent }));
  });
}

/** Completes a sign-in that waits for a code. @throws what is not a refusal. */
export async function passSecondFactor(services: Services, input: PassSecondFactor): Promise<AuthenticateResult> {
  return await answer(() => pass(services, input));
}

/** Signs in whoever holds the link of a mail. @throws what is not a refusal. */
export async function signInByLink(services: Services, input: SignInByLink): Promise<AuthenticateResult> {
  return await answer(() => byLink(services, input));
}

/** Signs in whose passkey has signed. @throws what is not a refusal. */
export async function signInWithPasskey(services: Services, input: SignInWithPasskey): Promise<AuthenticateResult> {
  return await answer(() => byPasskey(services, input));
}

/** Signs in whoever another service has signed in. @throws what is not a refusal. */
export async function signInWithIdentity(services: Services, input: SignInWithIdentity): Promise<AuthenticateResult> {
  return await answer(() => byIdentity(services, input));
}

/**
 * Adds an account at another service to whoever asked for it on their account page. @returns what became of it; `null` when nobody asked.
 * @throws what is not a refusal.
 */
export async function connectIdentity(
  services: Services,
  sessionId: string | null,
  account: OutsideAccount,
): Promise<"connected" | "taken" | null> {
  return await connect(services, { sessionId, account });
}

/** Exchanges a session for one that counts as proven twice. @throws what is not a refusal. */
export async function takeHandover(services: Services, input: TakeHandover): Promise<AuthenticateResult> {
  return await answer(() => exchange(services, input));
}

async function answer(signIn: () => Promise<OpenedSession | null>): Promise<AuthenticateResult> {
  try {
    const opened = await signIn();
    return opened ? { kind: "known", ...opened } : { kind: "refused", reason: "unauthenticated" };
  } catch (error) {
    if (error instanceof MarketplaceError) return { kind: "refused", reason: error.code };
    throw error;
  }
}
