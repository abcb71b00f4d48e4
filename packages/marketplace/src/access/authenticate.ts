import { z } from "zod";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { verifyPassword } from "./password.ts";
import { Email } from "./person-input.ts";
import { countAttempt } from "./sign-in-attempts.ts";

export const AuthenticateInput = z.object({
  email: Email,
  password: z.string("Enter your password.").min(1, "Enter your password.").max(200, "This password is too long."),
  /** Address the request came from; `null` when it is not known. */
  ip: z.string().max(64).nullable().default(null),
});
export type AuthenticateInput = z.input<typeof AuthenticateInput>;

export interface AuthenticatedUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/**
 * Checks an e-mail address and password. An unknown address takes as long as a wrong password and gets the same answer.
 * @returns `null` when they do not belong together.
 * @throws MarketplaceError `too_many_requests` after too many attempts on the address or from the same place.
 */
export async function authenticate(services: Services, input: AuthenticateInput): Promise<AuthenticatedUser | null> {
  const { email, password, ip } = parseInput(AuthenticateInput, input);
  const attempts = await countAttempt(services.redis, email, ip);
  if (attempts.exhausted) {
    const minutes = Math.ceil(attempts.retryAfterSeconds / 60);
    throw new MarketplaceError("too_many_requests", `Too many attempts. Try again in ${minutes} min.`);
  }
  const user = await services.db.prisma.user.findUnique({ where: { email } });
  const known = await verifyPassword(password, user?.passwordHash ?? null);
  if (!user || !known) return null;
  await attempts.forgive();
  return { id: user.id, email: user.email, name: user.name };
}
