import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const DecideRecoveryInput = z.object({
  requestId: z.string().max(60),
  approve: z.boolean(),
  note: z
    .string()
    .trim()
    .min(1, "Write how you made sure who it is, or why not.")
    .max(1_000, "Use at most 1,000 characters."),
});
export type DecideRecoveryInput = z.input<typeof DecideRecoveryInput>;

/**
 * Takes the authenticator app and recovery codes off the account of somebody who has lost them, or does not. Every device is signed out; at
 * the next sign-in staff are led to set up another. Operators may, for anybody but themselves.
 * @throws MarketplaceError `not_found` for a request that is decided or over, `forbidden` for one's own.
 */
export async function decideRecovery(ctx: Context, input: DecideRecoveryInput): Promise<void> {
  requirePlatformRole(ctx, "operator");
  const { requestId, approve, note } = parseInput(DecideRecoveryInput, input);
  const decidedById = requireUser(ctx);
  const at = ctx.now();
  const user = await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM recovery_request WHERE id = ${requestId} FOR UPDATE`;
    const request = await tx.recoveryRequest.findUnique({ where: { id: requestId }, include: { user: true } });
    if (!request || request.decision !== null || request.expiresAt <= at)
      throw new MarketplaceError("not_found", "This request was decided already, or is over.");
    if (request.userId === decidedById)
      throw new MarketplaceError("forbidden", "Another operator decides over your own request.");
    const { userId } = request;
    const decision = approve ? "approved" : "rejected";
    await tx.recoveryRequest.update({ where: { id: requestId }, data: { decision, decidedAt: at, decidedById, note } });
    if (approve) {
      await tx.recoveryCode.deleteMany({ where: { userId } });
      await tx.authenticator.deleteMany({ where: { userId } });
      await tx.signInSession.updateMany({ where: { userId, endedAt: null }, data: { endedAt: at } });
    }
    const detail = { decision, note, userId };
    await recordAudit(tx, ctx, { action: "decideRecovery", workspaceId: null, subjectId: requestId, detail });
    return request.user;
  });
  await mailPerson(
    ctx,
    user,
    approve
      ? {
          subject: "Your authenticator app was taken off your account",
          lines: [
            "An operator agreed to your request. Every device was signed out; sign in again and set up another app.",
            `Their note: ${note}`,
          ],
        }
      : {
          subject: "Your authenticator app stays on your account",
          lines: ["An operator did not agree to the request to take it off.", `Their note: ${note}`],
        },
  );
}
