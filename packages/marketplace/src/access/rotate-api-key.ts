import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { toApiKeyView, WITH_APP } from "./api-key-view.ts";
import type { CreatedApiKey } from "./create-api-key.ts";
import { lockApiKey } from "./lock-api-key.ts";
import { newSecretKey } from "./secret-key.ts";

const HOUR_MS = 3_600_000;

export const RotateApiKeyInput = z.object({
  workspaceId: z.string(),
  keyId: z.string(),
  /** How long the secret before goes on working; 0 ends it now. */
  overlapHours: z.int("Enter whole hours.").min(0, "Enter whole hours.").max(720, "At most 30 days."),
});
export type RotateApiKeyInput = z.input<typeof RotateApiKeyInput>;

/**
 * Gives a key a new secret. It stays the same key: budgets, limits, lists and what was spent go on, and both secrets count on them while
 * they overlap. Rotating again ends the secret before the last at once. Admins and owners may.
 */
export async function rotateApiKey(ctx: Context, input: RotateApiKeyInput): Promise<CreatedApiKey> {
  const { workspaceId, keyId, overlapHours } = parseInput(RotateApiKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const { secret, hash, hint } = newSecretKey();
  const now = ctx.now();
  const previousUntil = new Date(now.getTime() + overlapHours * HOUR_MS);
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    const key = await lockApiKey(tx, workspaceId, keyId);
    if (key.revokedAt || key.purpose !== "standard")
      throw new MarketplaceError("precondition_failed", "This key is revoked and can no longer be rotated.");
    const data = { hash, hint, previousHash: key.hash, previousHint: key.hint, previousUntil };
    const updated = await tx.apiKey.update({ where: { id: keyId }, data, include: WITH_APP });
    await recordAudit(tx, ctx, {
      action: "rotateApiKey",
      workspaceId,
      subjectId: keyId,
      detail: { from: key.hint, to: hint, previousUntil: previousUntil.toISOString() },
    });
    return updated;
  });
  await announceChange(ctx, { kind: "key", id: keyId });
  return { key: toApiKeyView(row, now), secret };
}
