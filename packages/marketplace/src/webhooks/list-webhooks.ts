import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { toWebhookView, type WebhookView } from "./webhook-view.ts";

export const ListWebhooksInput = z.object({ workspaceId: z.string() });
export type ListWebhooksInput = z.input<typeof ListWebhooksInput>;

/** Webhooks of a workspace, oldest first. Admins and owners may: addresses may carry secrets. */
export async function listWebhooks(ctx: Context, input: ListWebhooksInput): Promise<WebhookView[]> {
  const { workspaceId } = parseInput(ListWebhooksInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const rows = await ctx.db.prisma.webhookEndpoint.findMany({
    where: { workspaceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => toWebhookView(row, ctx.now()));
}
