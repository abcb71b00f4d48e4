import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type AccountContext, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { renewCap } from "../inference/renew-cap.ts";
import { parseInput } from "../parse-input.ts";
import { ApiKeyLimits, limitColumns } from "./api-key-input.ts";
import { type ApiKeyView, toApiKeyView, WITH_APP } from "./api-key-view.ts";
import { lockApiKey } from "./lock-api-key.ts";
import { displayName } from "./person-input.ts";
import { requireKnownModels } from "./require-known-models.ts";

export const UpdateApiKeyInput = ApiKeyLimits.extend({
  workspaceId: z.string(),
  keyId: z.string(),
  name: displayName("a name for the key").optional(),
  /** A disabled key is refused until it is enabled again. */
  disabled: z.boolean("Say whether the key is disabled.").optional(),
});
export type UpdateApiKeyInput = z.input<typeof UpdateApiKeyInput>;

/** Changes a key's name and limits, or disables it; what is left out stays. Admins and owners may. */
export async function updateApiKey(ctx: AccountContext, input: UpdateApiKeyInput): Promise<ApiKeyView> {
  const { workspaceId, keyId, name, disabled, ...limits } = parseInput(UpdateApiKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const columns = limitColumns(limits, ctx.now());
  await requireKnownModels(ctx, columns.allowedModels);
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    const key = await lockApiKey(tx, workspaceId, keyId);
    if (key.revokedAt)
      throw new MarketplaceError("precondition_failed", "This key is revoked and can no longer be changed.");
    const disabledAt = disabled === undefined ? undefined : disabled ? (key.disabledAt ?? ctx.now()) : null;
    const data = { name, disabledAt, ...columns };
    const updated = await tx.apiKey.update({ where: { id: keyId }, data, include: WITH_APP });
    const terms = ({ limitNano, limitReset }: typeof key) => ({ limitNano, reset: limitReset });
    await renewCap(ctx, { workspaceId, scopeId: keyId, before: terms(key), after: terms(updated) });
    await recordAudit(tx, ctx, {
      action: "updateApiKey",
      workspaceId,
      subjectId: keyId,
      detail: {
        name: updated.name,
        limitNano: updated.limitNano?.toString() ?? null,
        limitReset: updated.limitReset,
        disabled: updated.disabledAt !== null,
        cacheTtlSeconds: updated.cacheTtlSeconds,
        allowedModels: updated.allowedModels.join(" "),
        allowedAddresses: updated.allowedAddresses.join(" "),
      },
    });
    return updated;
  });
  await announceChange(ctx, { kind: "key", id: keyId });
  return toApiKeyView(row, ctx.now());
}
