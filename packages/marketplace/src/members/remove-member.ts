import type { Transaction } from "@tollgate/db/open-database";
import { z } from "zod";
import { tellKeysRevoked } from "../access/tell-keys-revoked.ts";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { lockMember, requireAnotherOwner } from "./lock-member.ts";
import { requireRoleGiver } from "./require-role-giver.ts";

export const RemoveMemberInput = z.object({
  workspaceId: z.string(),
  userId: z.string(),
  /** What becomes of the keys they made: they end, or count as made by whoever takes over. */
  keys: z.enum(["revoke", "hand_over"], "Choose what becomes of their keys."),
});
export type RemoveMemberInput = z.input<typeof RemoveMemberInput>;

export interface RemovedMember {
  readonly revokedKeys: number;
  readonly handedOverKeys: number;
}

/**
 * Takes a person out of a workspace, from their next request on. Admins and owners may, only owners remove owners, and everybody may leave.
 * Keys are handed to the person who removes, or to the longest-standing other owner when somebody leaves; the playground's always end.
 */
export async function removeMember(ctx: Context, input: RemoveMemberInput): Promise<RemovedMember> {
  const { workspaceId, userId, keys } = parseInput(RemoveMemberInput, input);
  requireWorkspace(ctx, workspaceId);
  const removerId = requireUser(ctx);
  if (userId !== removerId) requireWorkspace(ctx, workspaceId, "admin");
  const now = ctx.now();
  const done = await ctx.db.prisma.$transaction(async (tx) => {
    const member = await lockMember(tx, workspaceId, userId);
    if (userId !== removerId) requireRoleGiver(ctx, workspaceId, [member.role]);
    await requireAnotherOwner(tx, member);
    const handedOver =
      keys === "hand_over"
        ? await handOver(tx, { workspaceId, from: userId, to: await heir(tx, member, removerId) })
        : 0;
    const left = await tx.apiKey.findMany({ where: { workspaceId, createdById: userId, revokedAt: null } });
    const revoked = left.map(({ id }) => id);
    await tx.apiKey.updateMany({ where: { id: { in: revoked } }, data: { revokedAt: now } });
    await tx.membership.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
    await tx.workspace.update({ where: { id: workspaceId }, data: { updatedAt: now } });
    await recordAudit(tx, ctx, {
      action: "removeMember",
      workspaceId,
      subjectId: userId,
      detail: { role: member.role, revokedKeys: revoked.length, handedOverKeys: handedOver },
    });
    return { revoked, handedOver };
  });
  await announceChange(ctx, { kind: "workspace", id: workspaceId });
  await tellKeysRevoked(ctx, workspaceId, done.revoked);
  return { revokedKeys: done.revoked.length, handedOverKeys: done.handedOver };
}

async function heir(
  tx: Transaction,
  leaving: { readonly workspaceId: string; readonly userId: string },
  removerId: string,
): Promise<string> {
  if (leaving.userId !== removerId) return removerId;
  const owner = await tx.membership.findFirstOrThrow({
    where: { workspaceId: leaving.workspaceId, role: "owner", userId: { not: leaving.userId } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  return owner.userId;
}

interface Handover {
  readonly workspaceId: string;
  readonly from: string;
  readonly to: string;
}

/** From now on the keys count on the heir's budget, as if they had made them. @returns how many. */
async function handOver(tx: Transaction, { workspaceId, from, to }: Handover): Promise<number> {
  const { count } = await tx.apiKey.updateMany({
    where: { workspaceId, createdById: from, revokedAt: null, purpose: "standard" },
    data: { createdById: to },
  });
  return count;
}
