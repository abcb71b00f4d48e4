import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

const PAGE = 50;

export const ListWebhookDeliveriesInput = z.object({
  workspaceId: z.string(),
  webhookId: z.string(),
  /** Left out for all. */
  state: z.enum(["pending", "delivered", "failed"], "Choose waiting, delivered or failed.").optional(),
});
export type ListWebhookDeliveriesInput = z.input<typeof ListWebhookDeliveriesInput>;

export interface WebhookDeliveryView {
  readonly id: string;
  readonly event: string;
  readonly state: "pending" | "delivered" | "failed";
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  /** Status the receiver last answered; `null` when none arrived. */
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly body: string;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

/** The last deliveries of a webhook, newest first. Admins and owners may. */
export async function listWebhookDeliveries(
  ctx: Context,
  input: ListWebhookDeliveriesInput,
): Promise<WebhookDeliveryView[]> {
  const { workspaceId, webhookId, state: only } = parseInput(ListWebhookDeliveriesInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const webhook = await ctx.db.prisma.webhookEndpoint.findFirst({ where: { id: webhookId, workspaceId } });
  if (!webhook) throw new MarketplaceError("not_found", "This webhook does not exist.");
  const rows = await ctx.db.prisma.webhookDelivery.findMany({
    where: { endpointId: webhookId, state: only },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE,
  });
  return rows.map(({ endpointId: _, state, ...row }) => ({ ...row, state: readState(state) }));
}

function readState(text: string): WebhookDeliveryView["state"] {
  if (text === "pending" || text === "delivered" || text === "failed") return text;
  throw new Error(`a delivery is in the unknown state ${text}`);
}
