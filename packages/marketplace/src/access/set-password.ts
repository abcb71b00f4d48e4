import { z } from "zod";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requireFreshSignIn } from "../second-factor/require-fresh-sign-in.ts";
import { authenticate } from "./authenticate.ts";
import { mailPerson } from "./mail-person.ts";
import { hashPassword } from "./password.ts";
import { NewPassword } from "./person-input.ts";

export const SetPasswordInput = z.object({
  password: NewPassword,
  /** Left out by whoever has none, or has just signed in by mail. */
  currentPassword: z.string().max(200).nullish(),
});
export type SetPasswordInput = z.input<typeof SetPasswordInput>;

/**
 * Sets the person's password and signs every other device out. Takes the current one, or a sign-in by mail or passkey of the last 15 minutes.
 * For themselves alone.
 * @throws MarketplaceError `invalid_input` on `currentPassword` when it is not the current one.
 */
export async function setPassword(ctx: Context, input: SetPasswordInput): Promise<void> {
  const userId = requireUser(ctx);
  const { password, currentPassword } = parseInput(SetPasswordInput, input);
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  if (currentPassword) await requireCurrent(ctx, user.email, currentPassword);
  else await requireOtherProof(ctx, user.passwordHash !== null);
  const passwordHash = await hashPassword(password);
  const currentId = ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined;
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    await tx.signInSession.updateMany({
      where: { userId, endedAt: null, ...(currentId ? { id: { not: currentId } } : {}) },
      data: { endedAt: ctx.now() },
    });
    await recordAudit(tx, ctx, { action: "setPassword", workspaceId: null, subjectId: userId });
  });
  await mailPerson(ctx, user, {
    subject: "Your password was changed",
    lines: ["The password of your account was changed, and every other device was signed out."],
  });
}

async function requireCurrent(ctx: Context, email: string, password: string): Promise<void> {
  if (await authenticate(ctx, { email, password })) return;
  throw new MarketplaceError("invalid_input", "This is not your current password.", { field: "currentPassword" });
}

async function requireOtherProof(ctx: Context, hasPassword: boolean): Promise<void> {
  const { sessionId } = await requireFreshSignIn(ctx);
  const { method } = await ctx.db.prisma.signInSession.findUniqueOrThrow({ where: { id: sessionId } });
  if (hasPassword && method === "password")
    throw new MarketplaceError("precondition_failed", "Enter your current password as well, or sign in by mail.");
}
