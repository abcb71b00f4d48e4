import { z } from "zod";
import { type AccountContext, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { lockApiKey } from "./lock-api-key.ts";
import { tellKeysRevoked } from "./tell-keys-revoked.ts";

export const RevokeApiKeyInput = z.object({ workspaceId: z.string(), keyId: z.string() });
export type RevokeApiKeyInput = z.input<typeof RevokeApiKeyInput>;

/** Revokes a key for good; revoking it again changes nothing. Admins and owners may. */
export async function revokeApiKey(ctx: AccountContext, input: RevokeApiKeyInput): Promise<void> {
  const { workspaceId, keyId } = parseInput(RevokeApiKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const key = await lockApiKey(tx, workspaceId, keyId);
    if (key.revokedAt) return;
    await tx.apiKey.update({ where: { id: keyId }, data: { revokedAt: ctx.now() } });
    await recordAudit(tx, ctx, { action: "revokeApiKey", workspaceId, subjectId: keyId, detail: { hint: key.hint } });
  });
  await tellKeysRevoked(ctx, workspaceId, [keyId]);
}
