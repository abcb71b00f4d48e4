import { type Context, requireUser } from "../context.ts";
import { IDENTITY_PROVIDERS, type IdentityProvider } from "../identities/outside-account.ts";
import { FRESH_SECONDS } from "../sessions/session-days.ts";

/** A device that signs in by itself. */
export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** An account at another service that signs in. */
export interface IdentityView {
  readonly id: string;
  readonly provider: IdentityProvider;
  /** A login or an address. */
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** How a person signs in. */
export interface Security {
  readonly authenticator: { readonly since: Date } | null;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly PasskeyView[];
  readonly identities: readonly IdentityView[];
  readonly hasPassword: boolean;
  /** Whether a new password takes the current one. */
  readonly passwordTakesCurrent: boolean;
  readonly emailConfirmed: boolean;
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
      passkeys: {
        select: { id: true, name: true, createdAt: true, lastUsedAt: true },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      },
      identities: { orderBy: { provider: "asc" } },
      sessions: { where: { id: sessionId ?? "" } },
      _count: { select: { recoveryCodes: { where: { usedAt: null } } } },
    },
  });
  const [session] = user.sessions;
  const freshUntil = session ? new Date(session.createdAt.getTime() + FRESH_SECONDS * 1000) : null;
  const fresh = freshUntil !== null && freshUntil > ctx.now();
  const since = user.authenticator?.confirmedAt ?? null;
  return {
    authenticator: since && { since },
    recoveryCodesLeft: user._count.recoveryCodes,
    passkeys: user.passkeys,
    identities: user.identities.map(({ id, provider, label, createdAt, lastUsedAt }) => ({
      id,
      provider: IDENTITY_PROVIDERS.find((known) => known === provider) ?? "github",
      label,
      createdAt,
      lastUsedAt,
    })),
    hasPassword: user.passwordHash !== null,
    passwordTakesCurrent: user.passwordHash !== null && !(fresh && session?.method !== "password"),
    emailConfirmed: user.emailVerifiedAt !== null,
    secondFactorRequired: user.platformRole !== "none",
    twoFactors: Boolean(session?.secondFactor),
    freshUntil: fresh ? freshUntil : null,
  };
}
