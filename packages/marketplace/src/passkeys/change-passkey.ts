import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { displayName } from "../access/person-input.ts";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requireFreshSignIn } from "../second-factor/require-fresh-sign-in.ts";

export const RenamePasskeyInput = z.object({
  passkeyId: z.string().max(60),
  name: displayName("a name for the passkey"),
});
export type RenamePasskeyInput = z.input<typeof RenamePasskeyInput>;
export const RemovePasskeyInput = z.object({ passkeyId: z.string().max(60) });
export type RemovePasskeyInput = z.input<typeof RemovePasskeyInput>;

/** For themselves alone. */
export async function renamePasskey(ctx: Context, input: RenamePasskeyInput): Promise<void> {
  const userId = requireUser(ctx);
  const { passkeyId, name } = parseInput(RenamePasskeyInput, input);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.passkey.updateMany({ where: { id: passkeyId, userId }, data: { name } });
    if (count === 0) throw unknownPasskey();
    await recordAudit(tx, ctx, { action: "renamePasskey", workspaceId: null, subjectId: passkeyId, detail: { name } });
  });
}

/** Takes a passkey away: it signs in no longer. For themselves alone, freshly signed in. */
export async function removePasskey(ctx: Context, input: RemovePasskeyInput): Promise<void> {
  const userId = requireUser(ctx);
  const { passkeyId } = parseInput(RemovePasskeyInput, input);
  const passkey = await ctx.db.prisma.passkey.findUnique({ where: { id: passkeyId, userId }, include: { user: true } });
  if (!passkey) throw unknownPasskey();
  await requireFreshSignIn(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id: passkeyId, userId } });
    if (count === 0) throw unknownPasskey();
    const detail = { name: passkey.name };
    await recordAudit(tx, ctx, { action: "removePasskey", workspaceId: null, subjectId: passkeyId, detail });
  });
  await mailPerson(ctx, passkey.user, {
    subject: `Passkey removed: ${passkey.name}`,
    lines: [`The passkey “${passkey.name}” was removed from your account. It no longer signs in.`],
  });
}

function unknownPasskey(): MarketplaceError {
  return new MarketplaceError("not_found", "This passkey was removed already.");
}
