import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type AccountContext, actorId, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { ApiKeyLimits, limitColumns } from "./api-key-input.ts";
import { type ApiKeyView, toApiKeyView, WITH_APP } from "./api-key-view.ts";
import { displayName } from "./person-input.ts";
import { requireKnownModels } from "./require-known-models.ts";
import { requireRoomForKey } from "./require-room-for-key.ts";
import { newSecretKey } from "./secret-key.ts";

export const CreateApiKeyInput = ApiKeyLimits.extend({
  workspaceId: z.string(),
  name: displayName("a name for the key"),
  kind: z.enum(["inference", "management"]).default("inference"),
});
export type CreateApiKeyInput = z.input<typeof CreateApiKeyInput>;

export interface CreatedApiKey {
  readonly key: ApiKeyView;
  /** Shown now and never again. */
  readonly secret: string;
}

/** Creates an API key. Admins and owners may. */
export async function createApiKey(ctx: AccountContext, input: CreateApiKeyInput): Promise<CreatedApiKey> {
  const { workspaceId, name, kind, ...limits } = parseInput(CreateApiKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const { secret, hash, hint } = newSecretKey();
  const columns = limitColumns(limits, ctx.now());
  await requireKnownModels(ctx, columns.allowedModels);
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    await requireRoomForKey(tx, workspaceId);
    const created = await tx.apiKey.create({
      data: { id: newId("apiKey"), workspaceId, createdById: actorId(ctx), name, kind, hash, hint, ...columns },
      include: WITH_APP,
    });
    await recordAudit(tx, ctx, {
      action: "createApiKey",
      workspaceId,
      subjectId: created.id,
      detail: { name, kind, hint },
    });
    return created;
  });
  await announceChange(ctx, { kind: "key", id: row.id });
  return { key: toApiKeyView(row, ctx.now()), secret };
}
