import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { lockWebhook } from "./webhook-view.ts";

export const RemoveWebhookInput = z.object({ workspaceId: z.string(), webhookId: z.string() });
export type RemoveWebhookInput = z.input<typeof RemoveWebhookInput>;

/** Removes a webhook with its deliveries; what still waits is not sent. Admins and owners may. */
export async function removeWebhook(ctx: Context, input: RemoveWebhookInput): Promise<void> {
  const { workspaceId, webhookId } = parseInput(RemoveWebhookInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const { url } = await lockWebhook(tx, workspaceId, webhookId);
    await tx.webhookEndpoint.delete({ where: { id: webhookId } });
    const detail = { host: new URL(url).host };
    await recordAudit(tx, ctx, { action: "removeWebhook", workspaceId, subjectId: webhookId, detail });
  });
}
