import { newId } from "@tollgate/db/ids";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import { z } from "zod";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { UsdText } from "../usd-input.ts";
import { type ChargedCard, chargeCard } from "./charge-card.ts";
import { purchaseCents } from "./purchase-amount.ts";
import { requireCard } from "./require-card.ts";
import { requireProcessor } from "./require-processor.ts";

export const BuyWithCardInput = z.object({ workspaceId: z.string(), cardId: z.string(), amountUsd: UsdText });
export type BuyWithCardInput = z.input<typeof BuyWithCardInput>;

/**
 * Buys credit with a saved card. At most one such payment of a workspace is under way, so that a second click cannot charge again. Admins may.
 * @throws MarketplaceError `conflict` while another one is under way.
 */
export async function buyWithCard(
  ctx: Context,
  input: BuyWithCardInput,
): Promise<ChargedCard & { readonly paymentId: string }> {
  const { workspaceId, cardId, amountUsd } = parseInput(BuyWithCardInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const userId = requireUser(ctx);
  requireProcessor(ctx);
  const amountCents = purchaseCents(amountUsd);
  const { customerId } = await requireCard(ctx, workspaceId, cardId);
  const id = newId("payment");
  const { payment, slug } = await ctx.db.prisma
    .$transaction(async (tx) => {
      const payment = await tx.payment.create({
        data: {
          id,
          workspaceId,
          createdById: userId,
          kind: "saved_card",
          savedCardId: cardId,
          amountCents,
          creditNano: BigInt(amountCents) * NANO_PER_CENT,
        },
      });
      await recordAudit(tx, ctx, { action: "buyWithCard", workspaceId, subjectId: id, detail: { amountCents } });
      const { slug } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { slug: true } });
      return { payment, slug };
    })
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new MarketplaceError("conflict", "Another payment with a saved card is under way. Wait for it to end.");
    });
  const returnUrl = `${ctx.urls.console}/w/${slug}/billing?payment=${id}`;
  return { paymentId: id, ...(await chargeCard(ctx, payment, { customerId, cardId, returnUrl })) };
}
