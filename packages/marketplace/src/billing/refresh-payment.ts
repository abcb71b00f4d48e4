import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import type { PaymentFacts } from "./decide-payment.ts";
import { factsOfIntent, factsOfSession } from "./payment-facts.ts";
import { type PaymentView, toPaymentView } from "./payment-view.ts";
import { recordPaymentNews } from "./record-payment-news.ts";
import { requireProcessor } from "./require-processor.ts";

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
  const facts = payment.status === "succeeded" ? null : await askProcessor(ctx, payment);
  if (!facts) return toPaymentView(payment);
  const { before, after } = await recordPaymentNews(ctx, paymentId, facts);
  if (before.status !== after.status)
    await ctx.db.prisma.$transaction((tx) =>
      recordAudit(tx, ctx, {
        action: "refreshPayment",
        workspaceId,
        subjectId: paymentId,
        detail: { status: after.status },
      }),
    );
  return toPaymentView(after);
}

/** The payment as the processor has it now; `null` while the processor has not heard of it. */
async function askProcessor(ctx: Context, payment: PaymentModel): Promise<PaymentFacts | null> {
  const { checkoutSessionId, paymentIntentId } = payment;
  if (checkoutSessionId === null && paymentIntentId === null) return null;
  const { stripe } = requireProcessor(ctx);
  try {
    if (checkoutSessionId !== null) return factsOfSession(await stripe.checkout.sessions.retrieve(checkoutSessionId));
    return factsOfIntent(await stripe.paymentIntents.retrieve(paymentIntentId ?? ""));
  } catch (cause) {
    throw new MarketplaceError("unavailable", "The payment processor does not answer. Try again in a moment.", {
      cause,
    });
  }
}
