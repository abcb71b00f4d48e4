import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { webhookBody } from "./enqueue-event.ts";
import { TEST_EVENT } from "./webhook-events.ts";
import { lockWebhook } from "./webhook-view.ts";

export const SendTestEventInput = z.object({ workspaceId: z.string(), webhookId: z.string() });
export type SendTestEventInput = z.input<typeof SendTestEventInput>;

/** Puts a test event on its way to a webhook; its delivery shows what came of it. Admins and owners may. */
export async function sendTestEvent(ctx: Context, input: SendTestEventInput): Promise<{ readonly deliveryId: string }> {
  const { workspaceId, webhookId } = parseInput(SendTestEventInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const deliveryId = newId("webhookDelivery");
  await ctx.db.prisma.$transaction(async (tx) => {
    const { enabled } = await lockWebhook(tx, workspaceId, webhookId);
    if (!enabled) throw new MarketplaceError("precondition_failed", "This webhook is off. Switch it on first.");
    const now = ctx.now();
    const body = webhookBody(TEST_EVENT, now, { workspace_id: workspaceId });
    const data = { id: deliveryId, endpointId: webhookId, event: TEST_EVENT, body, nextAttemptAt: now };
    await tx.webhookDelivery.create({ data });
  });
  return { deliveryId };
}
