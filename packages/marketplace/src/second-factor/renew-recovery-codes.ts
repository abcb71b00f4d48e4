import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { countCodeAttempt } from "./count-code-attempt.ts";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes.ts";
import { requireTotp } from "./require-totp.ts";
import { CodeText, spendCode } from "./spend-code.ts";

export const RenewRecoveryCodesInput = z.object({ code: CodeText });
export type RenewRecoveryCodesInput = z.input<typeof RenewRecoveryCodesInput>;

/** A new set of recovery codes for a code; the old set ends. For themselves alone. @returns the codes, shown once. */
export async function renewRecoveryCodes(ctx: Context, input: RenewRecoveryCodesInput): Promise<readonly string[]> {
  const userId = requireUser(ctx);
  const { code } = parseInput(RenewRecoveryCodesInput, input);
  await requireTotp(ctx, userId);
  const attempt = await countCodeAttempt(ctx.redis, userId);
  const done = await ctx.db.prisma.$transaction(async (tx) => {
    await spendCode({ tx, services: ctx }, userId, code);
    const codes = await writeRecoveryCodes(tx, userId, ctx.now());
    await recordAudit(tx, ctx, { action: "renewRecoveryCodes", workspaceId: null, subjectId: userId });
    return { codes, user: await tx.user.findUniqueOrThrow({ where: { id: userId } }) };
  });
  await attempt.forgive();
  await mailPerson(ctx, done.user, {
    subject: "You have new recovery codes",
    lines: ["A new set of recovery codes was made for your account. The codes from before no longer work."],
  });
  return done.codes;
}

/** Replaces a person's recovery codes. @returns the new ones. */
export async function writeRecoveryCodes(tx: Transaction, userId: string, at: Date): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({
      id: newId("recoveryCode"),
      userId,
      codeHash: hashRecoveryCode(code),
      createdAt: at,
    })),
  });
  return codes;
}
