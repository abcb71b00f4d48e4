import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CreatedWebhook } from "./create-webhook.ts";
import { newWebhookSecret } from "./sign-webhook.ts";
import { lockWebhook, toWebhookView } from "./webhook-view.ts";

/** Time to bring the new secret to a receiver. */
const OVERLAP_MS = 86_400_000;

export const RotateWebhookSecretInput = z.object({ workspaceId: z.string(), webhookId: z.string() });
export type RotateWebhookSecretInput = z.input<typeof RotateWebhookSecretInput>;

/** Gives a webhook a new secret; the old one signs beside it for a day. Admins and owners may. */
export async function rotateWebhookSecret(ctx: Context, input: RotateWebhookSecretInput): Promise<CreatedWebhook> {
  const { workspaceId, webhookId } = parseInput(RotateWebhookSecretInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const secret = newWebhookSecret();
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    const before = await lockWebhook(tx, workspaceId, webhookId);
    await recordAudit(tx, ctx, { action: "rotateWebhookSecret", workspaceId, subjectId: webhookId });
    return await tx.webhookEndpoint.update({
      where: { id: webhookId },
      data: {
        secretSealed: ctx.keyRing.seal(secret, webhookId),
        previousSecretSealed: before.secretSealed,
        previousSecretUntil: new Date(ctx.now().getTime() + OVERLAP_MS),
      },
    });
  });
  return { webhook: toWebhookView(row, ctx.now()), secret };
}
