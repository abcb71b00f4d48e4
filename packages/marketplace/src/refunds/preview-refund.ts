import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { measureRefund, type RefundMeasure } from "./measure-refund.ts";

export const PreviewRefundInput = z.object({ workspaceId: z.string(), paymentId: z.string() });
export type PreviewRefundInput = z.input<typeof PreviewRefundInput>;

/** What a workspace can get back of one of its payments. Admins may. */
export async function previewRefund(ctx: Context, input: PreviewRefundInput): Promise<RefundMeasure> {
  const { workspaceId, paymentId } = parseInput(PreviewRefundInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const payment = await ctx.db.prisma.payment.findFirst({ where: { id: paymentId, workspaceId } });
  if (!payment) throw new MarketplaceError("not_found", "There is no such payment to refund.");
  return await measureRefund(ctx, payment);
}
