import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const ListWebhookDeliveriesInput = z.object({
  workspaceId: z.string(),
  webhookId: z.string(),
  /** Left out for all. */
  state: z.enum(["pending", "delivered", "failed"], "Choose waiting, delivered or failed.").optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).nullish(),
  limit: z.number().int().min(1).max(500).default(50),
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

export interface WebhookDeliveryPage {
  readonly deliveries: readonly WebhookDeliveryView[];
  readonly nextCursor: string | null;
}

/** Deliveries of a webhook that are kept, newest first. Admins and owners may. */
export async function listWebhookDeliveries(
  ctx: Context,
  input: ListWebhookDeliveriesInput,
): Promise<WebhookDeliveryPage> {
  const { workspaceId, webhookId, state: only, cursor, limit } = parseInput(ListWebhookDeliveriesInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const webhook = await ctx.db.prisma.webhookEndpoint.findFirst({ where: { id: webhookId, workspaceId } });
  if (!webhook) throw new MarketplaceError("not_found", "This webhook does not exist.");
  const after = cursor ? await deliveryAt(ctx, webhookId, cursor) : null;
  const rows = await ctx.db.prisma.webhookDelivery.findMany({
    where: { endpointId: webhookId, state: only, ...(after && olderThan(after)) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    deliveries: page.map(({ endpointId: _, state, ...row }) => ({ ...row, state: readState(state) })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

interface DeliveryPlace {
  readonly id: string;
  readonly createdAt: Date;
}

async function deliveryAt({ db }: Context, endpointId: string, id: string): Promise<DeliveryPlace> {
  const last = await db.prisma.webhookDelivery.findFirst({ where: { id, endpointId } });
  if (!last) throw new MarketplaceError("not_found", "This page does not exist any more; begin with the newest.");
  return last;
}

function olderThan({ id, createdAt }: DeliveryPlace) {
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

function readState(text: string): WebhookDeliveryView["state"] {
  if (text === "pending" || text === "delivered" || text === "failed") return text;
  throw new Error(`a delivery is in the unknown state ${text}`);
}
