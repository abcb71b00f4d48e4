import { z } from "zod";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { newInvitationToken } from "./invitation-token.ts";
import { toInvitationView } from "./invitation-view.ts";
import type { SentInvitation } from "./invite-member.ts";
import { lockInvitation } from "./lock-invitation.ts";
import { mailInvitation } from "./mail-invitation.ts";
import { requireRoleGiver } from "./require-role-giver.ts";

/** Long enough that nobody's mailbox is filled by a button. */
const PAUSE_MS = 60_000;

export const ResendInvitationInput = z.object({ workspaceId: z.string(), invitationId: z.string() });
export type ResendInvitationInput = z.input<typeof ResendInvitationInput>;

/** Mails an invitation again with a new link for as long as the first one had; the old link ends. Admins and owners may. */
export async function resendInvitation(ctx: Context, input: ResendInvitationInput): Promise<SentInvitation> {
  const { workspaceId, invitationId } = parseInput(ResendInvitationInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const userId = requireUser(ctx);
  const now = ctx.now();
  const { token, hash } = newInvitationToken();
  const { row, invitedBy } = await ctx.db.prisma.$transaction(async (tx) => {
    const before = await lockInvitation(tx, workspaceId, invitationId);
    requireRoleGiver(ctx, workspaceId, [before.role]);
    if (now.getTime() - before.sentAt.getTime() < PAUSE_MS)
      throw new MarketplaceError("too_many_requests", "It was sent less than a minute ago. Try again in a minute.");
    const lastsMs = before.expiresAt.getTime() - before.sentAt.getTime();
    const updated = await tx.invitation.update({
      where: { id: invitationId },
      data: { tokenHash: hash, sentAt: now, expiresAt: new Date(now.getTime() + lastsMs) },
      include: { workspace: true },
    });
    const inviter = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    await recordAudit(tx, ctx, {
      action: "resendInvitation",
      workspaceId,
      subjectId: invitationId,
      detail: { email: before.email },
    });
    return { row: updated, invitedBy: inviter.name };
  });
  const { email, role, expiresAt, workspace } = row;
  const mail = { email, role, expiresAt, token, invitedBy, workspaceName: workspace.name };
  return { invitation: toInvitationView(row, now), mailed: await mailInvitation(ctx, mail) };
}
