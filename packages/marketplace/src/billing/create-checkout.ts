import { newId } from "@tollgate/db/ids";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import type Stripe from "stripe";
import { z } from "zod";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { UsdText } from "../usd-input.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { purchaseCents } from "./purchase-amount.ts";
import { requireProcessor } from "./require-processor.ts";

export const CreateCheckoutInput = z.object({
  workspaceId: z.string(),
  amountUsd: UsdText,
  /** Keeps the card for later payments. */
  saveCard: z.boolean().default(false),
});
export type CreateCheckoutInput = z.input<typeof CreateCheckoutInput>;

export interface StartedCheckout {
  readonly paymentId: string;
  /** The processor's hosted page, where the person pays. */
  readonly url: string;
}

/**
 * Starts a purchase of credit on the processor's hosted page. Credit appears only when the processor confirms the payment. Admins may.
 * @throws MarketplaceError `unavailable` when the processor does not answer; nothing is charged then.
 */
export async function createCheckout(ctx: Context, input: CreateCheckoutInput): Promise<StartedCheckout> {
  const { workspaceId, amountUsd, saveCard } = parseInput(CreateCheckoutInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const userId = requireUser(ctx);
  const { stripe } = requireProcessor(ctx);
  const amountCents = purchaseCents(amountUsd);
  const email = ctx.actor.kind === "user" ? ctx.actor.email : null;
  const customer = saveCard ? await ensureCustomer(ctx, workspaceId, email) : null;
  const paymentId = newId("payment");
  const slug = await ctx.db.prisma.$transaction(async (tx) => {
    await tx.payment.create({
      data: {
        id: paymentId,
        workspaceId,
        createdById: userId,
        amountCents,
        creditNano: BigInt(amountCents) * NANO_PER_CENT,
      },
    });
    await recordAudit(tx, ctx, {
      action: "createCheckout",
      workspaceId,
      subjectId: paymentId,
      detail: { amountCents },
    });
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { slug: true } });
    return workspace.slug;
  });
  const session = await stripe.checkout.sessions
    .create(sessionFor(ctx, { paymentId, workspaceId, slug, amountCents, customer }), { idempotencyKey: paymentId })
    .catch(async (cause: unknown) => {
      await ctx.db.prisma.payment.updateMany({ where: { id: paymentId, status: "open" }, data: { status: "failed" } });
      throw new MarketplaceError("unavailable", "The payment page could not be opened. Try again in a moment.", {
        cause,
      });
    });
  await ctx.db.prisma.payment.update({ where: { id: paymentId }, data: { checkoutSessionId: session.id } });
  if (!session.url) throw new Error(`checkout session ${session.id} has no address`);
  return { paymentId, url: session.url };
}

interface Purchase {
  readonly paymentId: string;
  readonly workspaceId: string;
  readonly slug: string;
  readonly amountCents: number;
  /** Whose card is saved; `null` when it is not. */
  readonly customer: string | null;
}

/** Payment methods are chosen in the processor's dashboard, so none are named here. */
function sessionFor(ctx: Context, purchase: Purchase): Stripe.Checkout.SessionCreateParams {
  const { paymentId, workspaceId, slug, amountCents, customer } = purchase;
  const back = `${ctx.urls.console}/w/${slug}/billing?payment=${paymentId}`;
  const metadata = { payment: paymentId, workspace: workspaceId };
  return {
    mode: "payment",
    client_reference_id: paymentId,
    metadata,
    payment_intent_data: {
      metadata,
      description: "Tollgate credit",
      ...(customer !== null && { setup_future_usage: "off_session" as const }),
    },
    ...(customer !== null ? { customer } : ctx.actor.kind === "user" && { customer_email: ctx.actor.email }),
    line_items: [
      {
        quantity: 1,
        price_data: { currency: "usd", unit_amount: amountCents, product_data: { name: "Tollgate credit" } },
      },
    ],
    // Shown and paid in USD, so that what is paid is what was asked for.
    adaptive_pricing: { enabled: false },
    success_url: back,
    cancel_url: `${back}&cancelled=1`,
  };
}
