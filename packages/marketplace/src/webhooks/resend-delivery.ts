import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const ResendDeliveryInput = z.object({ workspaceId: z.string(), deliveryId: z.string() });
export type ResendDeliveryInput = z.input<typeof ResendDeliveryInput>;

/** Sends a message again, under the id and with the body it had, and with all its tries. Admins and owners may. */
export async function resendDelivery(ctx: Context, input: ResendDeliveryInput): Promise<void> {
  const { workspaceId, deliveryId } = parseInput(ResendDeliveryInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id: deliveryId, endpoint: { workspaceId } },
      data: { state: "pending", attempts: 0, nextAttemptAt: ctx.now() },
    });
    if (count === 0) throw new MarketplaceError("not_found", "This delivery does not exist.");
    await recordAudit(tx, ctx, { action: "resendDelivery", workspaceId, subjectId: deliveryId });
  });
}
