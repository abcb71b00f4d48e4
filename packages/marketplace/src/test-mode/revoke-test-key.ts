import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const RevokeTestKeyInput = z.object({ workspaceId: z.string(), appId: z.string(), keyId: z.string() });
export type RevokeTestKeyInput = z.input<typeof RevokeTestKeyInput>;

/** Revokes a test key for good; revoking it again changes nothing. Admins and owners of the builder's workspace may. */
export async function revokeTestKey(ctx: Context, input: RevokeTestKeyInput): Promise<void> {
  const { workspaceId, appId, keyId } = parseInput(RevokeTestKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const key = await tx.testKey.findFirst({ where: { id: keyId, app: { id: appId, workspaceId } } });
    if (!key) throw new MarketplaceError("not_found", "This test key does not exist.");
    const revoked = await tx.testKey.updateMany({
      where: { id: keyId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (revoked.count === 0) return;
    await recordAudit(tx, ctx, {
      action: "revokeTestKey",
      workspaceId,
      subjectId: keyId,
      detail: { appId, hint: key.hint },
    });
  });
  await announceChange(ctx, { kind: "app", id: appId });
}
