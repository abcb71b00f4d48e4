import { z } from "zod";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { hashToken, TokenText } from "./invitation-token.ts";
import { invitationState } from "./invitation-view.ts";

export const AcceptInvitationInput = z.object({ token: TokenText });
export type AcceptInvitationInput = z.input<typeof AcceptInvitationInput>;

/**
 * Makes the signed-in person a member, once. Their address must be the invited one: a link that was passed on lets nobody else in. Holding
 * the link proves the mailbox, so the address counts as verified from then on.
 */
export async function acceptInvitation(ctx: Context, input: AcceptInvitationInput): Promise<{ readonly slug: string }> {
  const userId = requireUser(ctx);
  const { token } = parseInput(AcceptInvitationInput, input);
  const tokenHash = hashToken(token);
  const now = ctx.now();
  return await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM invitation WHERE token_hash = ${tokenHash} FOR UPDATE`;
    const found = await tx.invitation.findUnique({ where: { tokenHash }, include: { workspace: true } });
    if (!found)
      throw new MarketplaceError("not_found", "This link is not known. Ask for the invitation to be sent again.");
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.email !== found.email)
      throw new MarketplaceError("forbidden", `This invitation is for ${found.email}. Sign in with that address.`);
    const { workspaceId, role, workspace } = found;
    const state = invitationState(found, now);
    if (state === "accepted" && found.acceptedById === userId) return { slug: workspace.slug };
    if (state !== "open") throw new MarketplaceError("precondition_failed", REFUSED[state]);
    await tx.membership.createMany({ data: [{ workspaceId, userId, role }], skipDuplicates: true });
    await tx.invitation.update({ where: { id: found.id }, data: { acceptedAt: now, acceptedById: userId } });
    if (!user.emailVerifiedAt) await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: now } });
    await recordAudit(tx, ctx, { action: "acceptInvitation", workspaceId, subjectId: found.id, detail: { role } });
    return { slug: workspace.slug };
  });
}

const REFUSED = {
  accepted: "This invitation was accepted already.",
  withdrawn: "This invitation was withdrawn.",
  over: "This invitation is over. Ask for it to be sent again.",
} as const;
