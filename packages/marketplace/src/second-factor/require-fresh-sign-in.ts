import { type Context, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { FRESH_SECONDS } from "../sessions/session-days.ts";

export interface FreshSignIn {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Lets a person pass who signed in within the last 15 minutes: an open laptop is not enough to change how somebody signs in.
 * Where there is an authenticator app, or a passkey of somebody who works for the marketplace, it must have been proven twice.
 * @throws MarketplaceError `precondition_failed` when they have to sign in again first.
 */
export async function requireFreshSignIn(ctx: Context): Promise<FreshSignIn> {
  const userId = requireUser(ctx);
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined;
  const session = sessionId
    ? await ctx.db.prisma.signInSession.findUnique({
        where: { id: sessionId, userId, endedAt: null },
        include: { user: { include: { authenticator: true, _count: { select: { passkeys: true } } } } },
      })
    : null;
  if (!session || !isFresh(session.createdAt, ctx.now()))
    throw new MarketplaceError("precondition_failed", "Sign in again first: your sign-in is older than 15 minutes.");
  if (session.user.authenticator?.confirmedAt && session.secondFactor === null)
    throw new MarketplaceError("precondition_failed", "Sign in again first, with a code.");
  const { platformRole, _count } = session.user;
  if (platformRole !== "none" && _count.passkeys > 0 && session.secondFactor === null)
    throw new MarketplaceError("precondition_failed", "Sign in again first, with your passkey.");
  return { userId, sessionId: session.id };
}

export function isFresh(signedInAt: Date, now: Date): boolean {
  return now.getTime() - signedInAt.getTime() <= FRESH_SECONDS * 1000;
}
