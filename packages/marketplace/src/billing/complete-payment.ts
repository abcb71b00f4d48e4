import Stripe from "stripe";
import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type ChargedCard, outcomeOf } from "./charge-card.ts";
import { factsOfIntent } from "./payment-facts.ts";
import { recordPaymentNews } from "./record-payment-news.ts";
import { requireProcessor } from "./require-processor.ts";

export const CompletePaymentInput = z.object({
  workspaceId: z.string(),
  paymentId: z.string(),
  /** `cancel` gives the payment up, so that topping up can go on. */
  act: z.enum(["approve", "cancel"]).default("approve"),
});
export type CompletePaymentInput = z.input<typeof CompletePaymentInput>;

/** Brings a person to their bank's page for a payment that needs them, or gives the payment up. Admins may. */
export async function completePayment(ctx: Context, input: CompletePaymentInput): Promise<ChargedCard> {
  const { workspaceId, paymentId, act } = parseInput(CompletePaymentInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const payment = await ctx.db.prisma.payment.findFirst({ where: { id: paymentId, workspaceId } });
  if (!payment) throw new MarketplaceError("not_found", "This payment does not exist.");
  const { paymentIntentId, savedCardId } = payment;
  if (payment.status !== "open" || paymentIntentId === null || savedCardId === null) return outcomeOf(payment, null);
  const workspace = await ctx.db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(tx, ctx, { action: "completePayment", workspaceId, subjectId: paymentId, detail: { act } }),
  );
  const intent = await advance(ctx, {
    act,
    paymentIntentId,
    savedCardId,
    returnUrl: `${ctx.urls.console}/w/${workspace.slug}/billing?payment=${paymentId}`,
  });
  const { after } = await recordPaymentNews(ctx, paymentId, factsOfIntent(intent));
  return outcomeOf(after, intent.next_action?.redirect_to_url?.url ?? null);
}

interface Step {
  readonly act: "approve" | "cancel";
  readonly paymentIntentId: string;
  readonly savedCardId: string;
  readonly returnUrl: string;
}

/** Confirming the one intent again cannot charge twice: the processor pays an intent once. */
async function advance(ctx: Context, step: Step): Promise<Stripe.PaymentIntent> {
  const { stripe } = requireProcessor(ctx);
  try {
    const intent = await stripe.paymentIntents.retrieve(step.paymentIntentId);
    if (intent.status === "succeeded" || intent.status === "canceled") return intent;
    if (step.act === "cancel") return await stripe.paymentIntents.cancel(intent.id);
    if (intent.status === "requires_action" && intent.next_action?.redirect_to_url) return intent;
    const { savedCardId, returnUrl } = step;
    return await stripe.paymentIntents.confirm(intent.id, { payment_method: savedCardId, return_url: returnUrl });
  } catch (cause) {
    if (cause instanceof Stripe.errors.StripeCardError && cause.payment_intent) return cause.payment_intent;
    throw new MarketplaceError("unavailable", "The payment processor does not answer. Try again in a moment.", {
      cause,
    });
  }
}
