import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { lockProviderKey, type ProviderKeyView, toProviderKeyView, WITH_PROVIDER } from "./provider-key-view.ts";

export const UpdateProviderKeyInput = z.object({
  workspaceId: z.string(),
  providerKeyId: z.string(),
  enabled: z.boolean("Say whether the key is used.").optional(),
  fallsBack: z.boolean("Say whether calls may go on without your key.").optional(),
});
export type UpdateProviderKeyInput = z.input<typeof UpdateProviderKeyInput>;

/** Switches a provider key on or off, or changes whether calls may go on without it. Admins and owners may. */
export async function updateProviderKey(ctx: Context, input: UpdateProviderKeyInput): Promise<ProviderKeyView> {
  const { workspaceId, providerKeyId, enabled, fallsBack } = parseInput(UpdateProviderKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    const key = await lockProviderKey(tx, workspaceId, providerKeyId);
    const disabledAt = enabled === undefined ? undefined : enabled ? null : (key.disabledAt ?? ctx.now());
    const changed = await tx.providerKey.update({
      where: { id: providerKeyId },
      data: { disabledAt, fallsBack },
      include: WITH_PROVIDER,
    });
    await recordAudit(tx, ctx, {
      action: "updateProviderKey",
      workspaceId,
      subjectId: providerKeyId,
      detail: { provider: key.provider.name, enabled: changed.disabledAt === null, fallsBack: changed.fallsBack },
    });
    return changed;
  });
  await announceChange(ctx, { kind: "workspace", id: workspaceId });
  return toProviderKeyView(row);
}
