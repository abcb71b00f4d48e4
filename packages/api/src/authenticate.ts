import {
  type AuthenticatedUser,
  type AuthenticateInput,
  authenticate as verb,
} from "@tollgate/marketplace/access/authenticate";
import type { Services } from "@tollgate/marketplace/context";
import { MarketplaceError } from "@tollgate/marketplace/errors";

export type AuthenticateResult =
  | { readonly kind: "known"; readonly user: AuthenticatedUser }
  | { readonly kind: "refused"; readonly message: string };

/** Checks an e-mail address and password for the sign-in page, which shows the message of a refusal. */
export async function authenticate(services: Services, input: AuthenticateInput): Promise<AuthenticateResult> {
  try {
    const user = await verb(services, input);
    if (user) return { kind: "known", user };
    return { kind: "refused", message: "That e-mail address and password do not belong together." };
  } catch (error) {
    if (error instanceof MarketplaceError) return { kind: "refused", message: error.message };
    throw error;
  }
}
