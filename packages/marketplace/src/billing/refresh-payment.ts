import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { applyPayment, lockPayment } from "./apply-payment.ts";
import { decidePayment } from "./decide-payment.ts";
import { type PaymentView, toPaymentView } from "./payment-view.ts";
import { requireProcessor } from "./require-processor.ts";
import { factsOfSession } from "./session-facts.ts";

export const RefreshPaymentInput = z.object({ workspaceId: z.string(), paymentId: z.string() });
export type RefreshPaymentInput = z.input<typeof RefreshPaymentInput>;

/**
 * Asks the processor how a payment stands, for when its event is late. It has the same effect as the event, and together they credit once.
 * Members may.
 */
export async function refreshPayment(ctx: Context, input: RefreshPaymentInput): Promise<PaymentView> {
  const { workspaceId, paymentId } = parseInput(RefreshPaymentInput, input);
  requireWorkspace(ctx, workspaceId);
  const payment = await ctx.db.prisma.payment.findFirst({ where: { id: paymentId, workspaceId } });
  if (!payment) throw new MarketplaceError("not_found", "This payment does not exist.");
  if (payment.status === "succeeded" || payment.checkoutSessionId === null) return toPaymentView(payment);
  const { stripe } = requireProcessor(ctx);
  const session = await stripe.checkout.sessions.retrieve(payment.checkoutSessionId).catch((cause: unknown) => {
    throw new MarketplaceError("unavailable", "The payment processor does not answer. Try again in a moment.", {
      cause,
    });
  });
  const facts = factsOfSession(session);
  const refreshed = await ctx.db.prisma.$transaction(async (tx) => {
    const locked = await lockPayment(tx, paymentId);
    if (!locked) throw new MarketplaceError("not_found", "This payment does not exist.");
    const decision = decidePayment(locked, facts);
    await applyPayment(tx, { payment: locked, facts, decision, now: ctx.now() });
    if (decision.kind === "credit" || decision.kind === "close")
      await recordAudit(tx, ctx, {
        action: "refreshPayment",
        workspaceId,
        subjectId: paymentId,
        detail: { effect: decision.kind },
      });
    return { row: await tx.payment.findUniqueOrThrow({ where: { id: paymentId } }), decision };
  });
  if (refreshed.decision.kind === "mismatch")
    console.error(`payment ${paymentId} does not match its checkout session: ${refreshed.decision.what}`);
  if (refreshed.row.status === "succeeded") await projectCredit(ctx, workspaceId);
  return toPaymentView(refreshed.row);
}
