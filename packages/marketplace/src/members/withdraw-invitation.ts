import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { lockInvitation } from "./lock-invitation.ts";

export const WithdrawInvitationInput = z.object({ workspaceId: z.string(), invitationId: z.string() });
export type WithdrawInvitationInput = z.input<typeof WithdrawInvitationInput>;

/** Ends an invitation: its link opens nothing any more. Admins and owners may. */
export async function withdrawInvitation(ctx: Context, input: WithdrawInvitationInput): Promise<void> {
  const { workspaceId, invitationId } = parseInput(WithdrawInvitationInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const { email } = await lockInvitation(tx, workspaceId, invitationId);
    await tx.invitation.update({ where: { id: invitationId }, data: { withdrawnAt: ctx.now() } });
    await recordAudit(tx, ctx, {
      action: "withdrawInvitation",
      workspaceId,
      subjectId: invitationId,
      detail: { email },
    });
  });
}
