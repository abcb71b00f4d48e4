import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { checkWebhookUrl, WebhookEvents, WebhookUrl } from "./webhook-input.ts";
import { lockWebhook, toWebhookView, type WebhookView } from "./webhook-view.ts";

export const UpdateWebhookInput = z.object({
  workspaceId: z.string(),
  webhookId: z.string(),
  url: WebhookUrl.optional(),
  events: WebhookEvents.optional(),
  /** While it is off, nothing new is sent and what waits goes on waiting. */
  enabled: z.boolean("Choose on or off.").optional(),
});
export type UpdateWebhookInput = z.input<typeof UpdateWebhookInput>;

/** Changes where a webhook leads, what it is told, or whether; what is left out stays. Admins and owners may. */
export async function updateWebhook(ctx: Context, input: UpdateWebhookInput): Promise<WebhookView> {
  const { workspaceId, webhookId, url, events, enabled } = parseInput(UpdateWebhookInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const address = url === undefined ? undefined : await checkWebhookUrl(ctx, url);
  const row = await ctx.db.prisma.$transaction(async (tx) => {
    await lockWebhook(tx, workspaceId, webhookId);
    const forgiven = enabled === true || address !== undefined ? { failingSince: null, switchedOffAt: null } : {};
    const data = { url: address, events: events && [...new Set(events)], enabled, ...forgiven };
    const updated = await tx.webhookEndpoint.update({ where: { id: webhookId }, data });
    const detail = { host: new URL(updated.url).host, enabled: updated.enabled, events: updated.events.join(" ") };
    await recordAudit(tx, ctx, { action: "updateWebhook", workspaceId, subjectId: webhookId, detail });
    return updated;
  });
  return toWebhookView(row, ctx.now());
}
