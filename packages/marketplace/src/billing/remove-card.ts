import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { isDefiniteRefusal } from "./processor-failure.ts";
import { requireCard } from "./require-card.ts";
import { requireProcessor } from "./require-processor.ts";
import { forgetCard } from "./saved-cards.ts";

export const RemoveCardInput = z.object({ workspaceId: z.string(), cardId: z.string() });
export type RemoveCardInput = z.input<typeof RemoveCardInput>;

/** Removes a saved card, here and at the processor. Topping up with it ends. Admins may. */
export async function removeCard(ctx: Context, input: RemoveCardInput): Promise<void> {
  const { workspaceId, cardId } = parseInput(RemoveCardInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await requireCard(ctx, workspaceId, cardId);
  const { stripe } = requireProcessor(ctx);
  await stripe.paymentMethods.detach(cardId).catch((cause: unknown) => {
    // A card the processor has detached already is removed here all the same.
    if (isDefiniteRefusal(cause)) return;
    throw new MarketplaceError("unavailable", "The payment processor does not answer. Try again in a moment.", {
      cause,
    });
  });
  await ctx.db.prisma.$transaction(async (tx) => {
    await forgetCard(tx, cardId, ctx.now());
    await recordAudit(tx, ctx, { action: "removeCard", workspaceId, subjectId: cardId });
  });
}
