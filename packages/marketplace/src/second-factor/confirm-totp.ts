import type { Transaction } from "@tollgate/db/open-database";
import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { offerHandover } from "../sessions/handover.ts";
import { countCodeAttempt } from "./count-code-attempt.ts";
import { writeRecoveryCodes } from "./renew-recovery-codes.ts";
import { isFresh } from "./require-fresh-sign-in.ts";
import { CodeText, wrongCode } from "./spend-code.ts";
import { readTotpCode } from "./totp.ts";
import { openTotpSecret } from "./totp-secret.ts";

export const ConfirmTotpInput = z.object({ code: CodeText });
export type ConfirmTotpInput = z.input<typeof ConfirmTotpInput>;

export interface ConfirmedTotp {
  /** Shown once. */
  readonly recoveryCodes: readonly string[];
  /** Exchanges the session for one that counts as proven twice, see `takeHandover`. */
  readonly handover: string | null;
}

/**
 * Turns the authenticator app on with its first code. From then on signing in asks for one; every other device is signed out.
 * @throws MarketplaceError `precondition_failed` when setting up was not begun, or more than 15 minutes ago.
 */
export async function confirmTotp(ctx: Context, input: ConfirmTotpInput): Promise<ConfirmedTotp> {
  const userId = requireUser(ctx);
  const sessionId = ctx.actor.kind === "user" ? (ctx.actor.sessionId ?? null) : null;
  const { code } = parseInput(ConfirmTotpInput, input);
  const attempt = await countCodeAttempt(ctx.redis, userId);
  const done = await ctx.db.prisma.$transaction(async (tx) => {
    await switchOn(ctx, tx, { userId, code: code.replaceAll(/\s/g, "") });
    const recoveryCodes = await writeRecoveryCodes(tx, userId, ctx.now());
    await tx.signInSession.updateMany({
      where: { userId, endedAt: null, ...(sessionId ? { id: { not: sessionId } } : {}) },
      data: { endedAt: ctx.now() },
    });
    await recordAudit(tx, ctx, { action: "confirmTotp", workspaceId: null, subjectId: userId });
    return { recoveryCodes, user: await tx.user.findUniqueOrThrow({ where: { id: userId } }) };
  });
  await attempt.forgive();
  await mailPerson(ctx, done.user, {
    subject: "Your authenticator app is set up",
    lines: [
      "From now on signing in to your account asks for a code of your authenticator app. Keep your recovery codes.",
    ],
  });
  return { recoveryCodes: done.recoveryCodes, handover: sessionId && (await offerHandover(ctx, sessionId, "totp")) };
}

async function switchOn(
  ctx: Context,
  tx: Transaction,
  { userId, code }: { userId: string; code: string },
): Promise<void> {
  const app = await tx.authenticator.findUnique({ where: { userId } });
  if (!app || app.confirmedAt || !isFresh(app.createdAt, ctx.now()))
    throw new MarketplaceError("precondition_failed", "Begin setting up your authenticator app again.");
  const secret = openTotpSecret(ctx.keyRing, userId, app.secretSealed);
  const reading = readTotpCode({ secret, code, at: ctx.now(), lastStep: null });
  if (reading.kind !== "right") throw wrongCode();
  const { count } = await tx.authenticator.updateMany({
    where: { userId, secretSealed: app.secretSealed, confirmedAt: null },
    data: { confirmedAt: ctx.now(), lastStep: reading.step },
  });
  if (count === 0) throw new MarketplaceError("conflict", "It was set up at this moment from another page.");
}
