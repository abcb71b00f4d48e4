import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requireFreshSignIn } from "../second-factor/require-fresh-sign-in.ts";

export const RemoveIdentityInput = z.object({ identityId: z.string().max(60) });
export type RemoveIdentityInput = z.input<typeof RemoveIdentityInput>;

/**
 * Takes an account at another service off the ways its person signs in; a link by mail always remains. For themselves alone, freshly signed in.
 */
export async function removeIdentity(ctx: Context, input: RemoveIdentityInput): Promise<void> {
  const userId = requireUser(ctx);
  const { identityId } = parseInput(RemoveIdentityInput, input);
  const where = { id: identityId, userId };
  const identity = await ctx.db.prisma.identity.findUnique({ where, include: { user: true } });
  if (!identity) throw gone();
  await requireFreshSignIn(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    if ((await tx.identity.deleteMany({ where })).count === 0) throw gone();
    const detail = { provider: identity.provider, label: identity.label };
    await recordAudit(tx, ctx, { action: "removeIdentity", workspaceId: null, subjectId: identityId, detail });
  });
  await mailPerson(ctx, identity.user, {
    subject: `No longer connected: ${identity.label}`,
    lines: [`${identity.label} was taken off your account. It no longer signs in.`],
  });
}

function gone(): MarketplaceError {
  return new MarketplaceError("not_found", "This account was disconnected already.");
}
