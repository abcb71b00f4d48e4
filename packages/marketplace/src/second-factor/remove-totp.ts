import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { countCodeAttempt } from "./count-code-attempt.ts";
import { requireTotp } from "./require-totp.ts";
import { CodeText, spendCode } from "./spend-code.ts";

export const RemoveTotpInput = z.object({ code: CodeText });
export type RemoveTotpInput = z.input<typeof RemoveTotpInput>;

/**
 * Takes the authenticator app and its recovery codes away, for a code. Sign-ins that were proven with it count as proven once from now on:
 * staff have to set up another before they go on. For themselves alone.
 */
export async function removeTotp(ctx: Context, input: RemoveTotpInput): Promise<void> {
  const userId = requireUser(ctx);
  const { code } = parseInput(RemoveTotpInput, input);
  await requireTotp(ctx, userId);
  const attempt = await countCodeAttempt(ctx.redis, userId);
  const user = await ctx.db.prisma.$transaction(async (tx) => {
    await spendCode({ tx, services: ctx }, userId, code);
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.authenticator.delete({ where: { userId } });
    await tx.signInSession.updateMany({
      where: { userId, endedAt: null, secondFactor: { in: ["totp", "recovery_code"] } },
      data: { secondFactor: null },
    });
    await recordAudit(tx, ctx, { action: "removeTotp", workspaceId: null, subjectId: userId });
    return await tx.user.findUniqueOrThrow({ where: { id: userId } });
  });
  await attempt.forgive();
  await mailPerson(ctx, user, {
    subject: "Your authenticator app was removed",
    lines: ["Signing in to your account no longer asks for a code."],
  });
}
