import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { requireProcessor } from "./require-processor.ts";
import { keepCard } from "./saved-cards.ts";

export const RefreshCardsInput = z.object({ workspaceId: z.string() });
export type RefreshCardsInput = z.input<typeof RefreshCardsInput>;

/** Asks the processor which cards the workspace has saved, for when its events are late. Members may. @returns how many there are. */
export async function refreshCards(ctx: Context, input: RefreshCardsInput): Promise<{ readonly cards: number }> {
  const { workspaceId } = parseInput(RefreshCardsInput, input);
  requireWorkspace(ctx, workspaceId);
  const profile = await ctx.db.prisma.billingProfile.findUnique({ where: { workspaceId } });
  if (!profile?.customerId) return { cards: 0 };
  const { stripe } = requireProcessor(ctx);
  const methods = await stripe.customers
    .listPaymentMethods(profile.customerId, { limit: 100 })
    .catch((cause: unknown) => {
      throw new MarketplaceError("unavailable", "The payment processor does not answer. Try again in a moment.", {
        cause,
      });
    });
  await ctx.db.prisma.$transaction(async (tx) => {
    for (const method of methods.data) await keepCard(tx, method);
  });
  return { cards: methods.data.length };
}
