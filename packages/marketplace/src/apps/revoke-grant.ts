import { z } from "zod";
import { tellKeysRevoked } from "../access/tell-keys-revoked.ts";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { lockGrant } from "./lock-grant.ts";

export const RevokeGrantInput = z.object({ workspaceId: z.string(), grantId: z.string() });
export type RevokeGrantInput = z.input<typeof RevokeGrantInput>;

/** Disconnects an app and revokes every key it has; doing it again changes nothing. Admins and owners may. */
export async function revokeGrant(ctx: Context, input: RevokeGrantInput): Promise<void> {
  const { workspaceId, grantId } = parseInput(RevokeGrantInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const now = ctx.now();
  const revoked = await ctx.db.prisma.$transaction(async (tx) => {
    const grant = await lockGrant(tx, workspaceId, grantId);
    await tx.apiKey.updateMany({ where: { workspaceId, grantId, revokedAt: null }, data: { revokedAt: now } });
    if (grant.status === "active") {
      await tx.grant.update({ where: { id: grantId }, data: { status: "revoked", revokedAt: now } });
      await recordAudit(tx, ctx, {
        action: "revokeGrant",
        workspaceId,
        subjectId: grantId,
        detail: { appId: grant.appId },
      });
    }
    const keys = await tx.apiKey.findMany({ where: { workspaceId, grantId }, select: { id: true } });
    return { appId: grant.appId, keyIds: keys.map((key) => key.id) };
  });
  await tellKeysRevoked(ctx, workspaceId, revoked.keyIds);
  await announceChange(ctx, { kind: "app", id: revoked.appId });
}
