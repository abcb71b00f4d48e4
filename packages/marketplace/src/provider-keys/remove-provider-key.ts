import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { lockProviderKey } from "./provider-key-view.ts";

export const RemoveProviderKeyInput = z.object({ workspaceId: z.string(), providerKeyId: z.string() });
export type RemoveProviderKeyInput = z.input<typeof RemoveProviderKeyInput>;

/** Forgets a workspace's own key at a provider. Calls under way end with it. Admins and owners may. */
export async function removeProviderKey(ctx: Context, input: RemoveProviderKeyInput): Promise<void> {
  const { workspaceId, providerKeyId } = parseInput(RemoveProviderKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const { provider } = await lockProviderKey(tx, workspaceId, providerKeyId);
    await tx.providerKey.delete({ where: { id: providerKeyId } });
    const detail = { provider: provider.name };
    await recordAudit(tx, ctx, { action: "removeProviderKey", workspaceId, subjectId: providerKeyId, detail });
  });
  await announceChange(ctx, { kind: "workspace", id: workspaceId });
}
