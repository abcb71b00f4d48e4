import { type Context, recordAudit } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { requireFreshSignIn } from "./require-fresh-sign-in.ts";
import { newTotpSecret, totpUri } from "./totp.ts";
import { sealTotpSecret } from "./totp-secret.ts";

/** What an authenticator app needs; shown until its first code is given. */
export interface TotpSetUp {
  /** Base 32, for typing. */
  readonly secret: string;
  /** For the QR code. */
  readonly uri: string;
}

/**
 * Makes a secret for the person's authenticator app. Nothing changes until `confirmTotp` gets its first code; beginning again makes another.
 * For themselves alone, freshly signed in.
 */
export async function beginTotp(ctx: Context): Promise<TotpSetUp> {
  const { userId } = await requireFreshSignIn(ctx);
  const secret = newTotpSecret();
  const fresh = { secretSealed: sealTotpSecret(ctx.keyRing, userId, secret), createdAt: ctx.now(), lastStep: null };
  const user = await ctx.db.prisma.$transaction(async (tx) => {
    const person = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { authenticator: true } });
    if (person.authenticator?.confirmedAt)
      throw new MarketplaceError("conflict", "You have an authenticator app. Remove it first to set up another.");
    await tx.authenticator.upsert({ where: { userId }, create: { userId, ...fresh }, update: fresh });
    await recordAudit(tx, ctx, { action: "beginTotp", workspaceId: null, subjectId: userId });
    return person;
  });
  return { secret, uri: totpUri(secret, user.email) };
}
