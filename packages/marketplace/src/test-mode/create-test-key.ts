import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { displayName } from "../access/person-input.ts";
import { announceChange } from "../announce-change.ts";
import { lockApp } from "../apps/lock-app.ts";
import { type AccountContext, actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { newTestKey } from "./new-test-key.ts";
import { type OwnApp, requireOwnApp } from "./require-own-app.ts";
import { type TestKeyView, toTestKeyView } from "./test-key-view.ts";

/** Every proxy holds them all in memory. */
const MAX_TEST_KEYS = 20;

export const CreateTestKeyInput = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  name: displayName("a name for the key"),
});
export type CreateTestKeyInput = z.input<typeof CreateTestKeyInput>;

export interface CreatedTestKey {
  readonly key: TestKeyView;
  /** Shown now and never again. */
  readonly secret: string;
}

/** Makes a key with which an app is tried without money. Admins and owners of the builder's workspace may. */
export async function createTestKey(ctx: Context, input: CreateTestKeyInput): Promise<CreatedTestKey> {
  const { workspaceId, appId, name } = parseInput(CreateTestKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  return await addTestKey(ctx, { workspaceId, appId, name });
}

/** Makes the key for whoever may have one. */
export async function addTestKey(
  ctx: AccountContext,
  { workspaceId, appId, name }: OwnApp & { readonly name: string },
): Promise<CreatedTestKey> {
  const { secret, hash, hint } = newTestKey();
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    // Two keys at once wait for each other, so that both are counted.
    await lockApp(tx, appId, workspaceId);
    await requireOwnApp(tx, { workspaceId, appId }, "active");
    if ((await tx.testKey.count({ where: { appId, revokedAt: null } })) >= MAX_TEST_KEYS)
      throw new MarketplaceError(
        "precondition_failed",
        `This app has ${MAX_TEST_KEYS} test keys, which is the most it can have. Revoke one you no longer use.`,
      );
    const created = await tx.testKey.create({
      data: { id: newId("testKey"), appId, createdById: actorId(ctx), name, hash, hint, createdAt: ctx.now() },
    });
    await recordAudit(tx, ctx, {
      action: "createTestKey",
      workspaceId,
      subjectId: created.id,
      detail: { appId, name, hint },
    });
    return created;
  });
  await announceChange(ctx, { kind: "app", id: appId });
  return { key: toTestKeyView(row), secret };
}
