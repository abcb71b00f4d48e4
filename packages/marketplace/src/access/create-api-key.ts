import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type AccountContext, actorId, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { ApiKeyLimits, limitColumns } from "./api-key-input.ts";
import { type ApiKeyView, toApiKeyView, WITH_APP } from "./api-key-view.ts";
import { displayName } from "./person-input.ts";
import { requireKnownModels } from "./require-known-models.ts";
import { newSecretKey } from "./secret-key.ts";

/** Every proxy holds every key in memory. */
const MAX_ACTIVE_KEYS = 1_000;

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
    const active = await tx.apiKey.count({ where: { workspaceId, revokedAt: null } });
    if (active >= MAX_ACTIVE_KEYS)
      throw new MarketplaceError(
        "precondition_failed",
        `This workspace has ${MAX_ACTIVE_KEYS} keys, which is the most it can have. Revoke one you no longer use.`,
      );
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
