import { type Context, requireUser } from "../context.ts";
import { FRESH_SECONDS } from "../sessions/session-days.ts";

/** How a person signs in. */
export interface Security {
  readonly authenticator: { readonly since: Date } | null;
  readonly recoveryCodesLeft: number;
  /** Finance and operators sign in with a second factor, or do nothing for the marketplace. */
  readonly secondFactorRequired: boolean;
  /** Whether this sign-in was proven twice. */
  readonly twoFactors: boolean;
  /** Until when what is shown here may be changed without signing in again; `null` for no longer. */
  readonly freshUntil: Date | null;
}

/** How the signed-in person signs in. For themselves alone. */
export async function getSecurity(ctx: Context): Promise<Security> {
  const userId = requireUser(ctx);
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined;
  const user = await ctx.db.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    include: {
      authenticator: true,
      sessions: { where: { id: sessionId ?? "" } },
      _count: { select: { recoveryCodes: { where: { usedAt: null } } } },
    },
  });
  const [session] = user.sessions;
  const freshUntil = session ? new Date(session.createdAt.getTime() + FRESH_SECONDS * 1000) : null;
  const since = user.authenticator?.confirmedAt ?? null;
  return {
    authenticator: since && { since },
    recoveryCodesLeft: user._count.recoveryCodes,
    secondFactorRequired: user.platformRole !== "none",
    twoFactors: Boolean(session?.secondFactor),
    freshUntil: freshUntil && freshUntil > ctx.now() ? freshUntil : null,
  };
}
