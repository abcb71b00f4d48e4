import {
  type AuthenticatedUser,
  type AuthenticateInput,
  authenticate as verb,
} from "@tollgate/marketplace/access/authenticate";
import type { Services } from "@tollgate/marketplace/context";
import { type ErrorCode, MarketplaceError } from "@tollgate/marketplace/errors";
import { openSession } from "@tollgate/marketplace/sessions/open-session";

export type AuthenticateResult =
  | { readonly kind: "known"; readonly user: AuthenticatedUser; readonly sessionId: string }
  /** `unauthenticated` when address and password do not belong together. */
  | { readonly kind: "refused"; readonly reason: ErrorCode };

export type SignIn = AuthenticateInput & {
  /** What the browser calls itself. */
  readonly userAgent: string;
};

/** Checks an e-mail address and password for the sign-in page, and begins a session. @throws what is not a refusal. */
export async function authenticate(services: Services, { userAgent, ...input }: SignIn): Promise<AuthenticateResult> {
  try {
    const user = await verb(services, input);
    if (!user) return { kind: "refused", reason: "unauthenticated" };
    return {
      kind: "known",
      user,
      sessionId: await openSession(services, { userId: user.id, ip: input.ip ?? null, userAgent }),
    };
  } catch (error) {
    if (error instanceof MarketplaceError) return { kind: "refused", reason: error.code };
    throw error;
  }
}
