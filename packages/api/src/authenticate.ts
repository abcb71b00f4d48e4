import {
  type AuthenticatedUser,
  type AuthenticateInput,
  authenticate as verb,
} from "@tollgate/marketplace/access/authenticate";
import type { Services } from "@tollgate/marketplace/context";
import { type ErrorCode, MarketplaceError } from "@tollgate/marketplace/errors";

export type AuthenticateResult =
  | { readonly kind: "known"; readonly user: AuthenticatedUser }
  /** `unauthenticated` when address and password do not belong together. */
  | { readonly kind: "refused"; readonly reason: ErrorCode };

/** Checks an e-mail address and password for the sign-in page. @throws what is not a refusal. */
export async function authenticate(services: Services, input: AuthenticateInput): Promise<AuthenticateResult> {
  try {
    const user = await verb(services, input);
    return user ? { kind: "known", user } : { kind: "refused", reason: "unauthenticated" };
  } catch (error) {
    if (error instanceof MarketplaceError) return { kind: "refused", reason: error.code };
    throw error;
  }
}
