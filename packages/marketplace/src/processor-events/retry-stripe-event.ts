import { z } from "zod";
import { type HandledEvent, takeEvent } from "../billing/handle-stripe-event.ts";
import { requireProcessor } from "../billing/require-processor.ts";
import { ThinEvent, takeThinEvent } from "../billing/thin-events.ts";
import { type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const RetryStripeEventInput = z.object({ eventId: z.string() });
export type RetryStripeEventInput = z.input<typeof RetryStripeEventInput>;

/**
 * Takes an event whose effect failed once more, as the processor has it now: events may be days old when somebody looks. Operators may.
 * @throws MarketplaceError `conflict` with the reason when it fails again.
 */
export async function retryStripeEvent(ctx: Context, input: RetryStripeEventInput): Promise<HandledEvent> {
  requirePlatformRole(ctx, "operator");
  const { eventId } = parseInput(RetryStripeEventInput, input);
  const failure = await ctx.db.prisma.stripeEventFailure.findUnique({ where: { id: eventId } });
  if (!failure) throw new MarketplaceError("not_found", "This event has not failed, or was taken in the meantime.");
  const handled = await takeAgain(ctx, eventId, failure.payload).catch((cause: unknown) => {
    if (cause instanceof MarketplaceError) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new MarketplaceError("conflict", `It failed again: ${said}`, { cause });
  });
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(tx, ctx, {
      action: "retryStripeEvent",
      workspaceId: null,
      subjectId: eventId,
      detail: { effect: handled.effect },
    }),
  );
  return handled;
}

/** A thin event says nothing that could be old: what it is about is read afresh. */
async function takeAgain(ctx: Context, eventId: string, payload: unknown): Promise<HandledEvent> {
  const thin = ThinEvent.safeParse(payload);
  if (thin.success) return await takeThinEvent(ctx, thin.data);
  const { stripe } = requireProcessor(ctx);
  const event = await stripe.events.retrieve(eventId).catch((cause: unknown) => {
    throw new MarketplaceError("unavailable", "The payment processor does not show this event.", { cause });
  });
  return await takeEvent(ctx, event);
}
