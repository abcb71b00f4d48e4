import Stripe from "stripe";
import { z } from "zod";
import { isDefiniteRefusal } from "../billing/processor-failure.ts";
import { requireProcessor } from "../billing/require-processor.ts";
import { type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const AcceptDisputeInput = z.object({
  disputeId: z.string().max(100),
  reason: z.string().trim().min(1, "Write why.").max(1000),
});
export type AcceptDisputeInput = z.input<typeof AcceptDisputeInput>;

/**
 * Gives in: the bank is told that nothing will be said, and the dispute is lost. What that does to the books comes with the processor's event, like
 * any other loss. Finance may.
 */
export async function acceptDispute(ctx: Context, input: AcceptDisputeInput): Promise<void> {
  requirePlatformRole(ctx, "finance");
  const { disputeId, reason } = parseInput(AcceptDisputeInput, input);
  const { stripe } = requireProcessor(ctx);
  const dispute = await ctx.db.prisma.dispute.findUnique({ where: { id: disputeId } });
  if (!dispute) throw new MarketplaceError("not_found", "There is no such dispute.");
  if (dispute.status !== "open") throw new MarketplaceError("precondition_failed", "There is nothing to give in to.");
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(tx, ctx, {
      action: "acceptDispute",
      workspaceId: dispute.workspaceId,
      subjectId: disputeId,
      detail: { reason },
    }),
  );
  try {
    await stripe.disputes.close(disputeId, {}, { idempotencyKey: `accept:${disputeId}` });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    if (isDefiniteRefusal(error))
      throw new MarketplaceError("conflict", `The processor refused: ${error.message}`, { cause: error });
    throw new MarketplaceError("unavailable", "The processor did not answer. Try again in a minute.", { cause: error });
  }
}
