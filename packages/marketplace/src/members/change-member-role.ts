import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { RoleInput } from "./invite-member.ts";
import { lockMember, requireAnotherOwner } from "./lock-member.ts";
import { requireRoleGiver } from "./require-role-giver.ts";

export const ChangeMemberRoleInput = z.object({ workspaceId: z.string(), userId: z.string(), role: RoleInput });
export type ChangeMemberRoleInput = z.input<typeof ChangeMemberRoleInput>;

/** Changes what a member may do, from their next request on. Admins and owners may; only owners make and unmake owners. */
export async function changeMemberRole(ctx: Context, input: ChangeMemberRoleInput): Promise<void> {
  const { workspaceId, userId, role } = parseInput(ChangeMemberRoleInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await lockMember(tx, workspaceId, userId);
    if (before.role === role) return;
    requireRoleGiver(ctx, workspaceId, [before.role, role]);
    await requireAnotherOwner(tx, before);
    await tx.membership.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role } });
    await recordAudit(tx, ctx, {
      action: "changeMemberRole",
      workspaceId,
      subjectId: userId,
      detail: { from: before.role, to: role },
    });
  });
}
