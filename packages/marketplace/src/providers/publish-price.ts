import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { writeUnitPrices } from "../settlement/read-unit-prices.ts";
import type { EndpointPrice } from "./endpoint-view.ts";
import { lockEndpoint } from "./lock-endpoint.ts";
import { PriceInput, readPrices } from "./price-input.ts";

export const PublishPriceInput = z.object({
  workspaceId: z.string(),
  endpointId: z.string(),
  prices: PriceInput,
  /** From when it applies; at once when left out. */
  effectiveAt: z.date("Choose a date and time.").optional(),
});
export type PublishPriceInput = z.input<typeof PublishPriceInput>;

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;

/**
 * Publishes a new price list. It applies to calls admitted from its moment on; calls in flight keep the price they were admitted with. Admins
 * and owners may.
 */
export async function publishPrice(ctx: Context, input: PublishPriceInput): Promise<EndpointPrice> {
  const { workspaceId, endpointId, prices, effectiveAt } = parseInput(PublishPriceInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const now = ctx.now();
  requireMoment(effectiveAt, now);
  const price = await ctx.db.prisma.$transaction(async (tx) => {
    const { modelOutputs } = await lockEndpoint(tx, { endpointId, owner: { workspaceId }, now });
    const unitPrices = readPrices(prices, modelOutputs);
    const price = { id: newId("priceVersion"), prices: unitPrices, effectiveAt: effectiveAt ?? now };
    await tx.priceVersion.create({
      data: { ...price, endpointId, prices: writeUnitPrices(unitPrices), createdById: actorId(ctx) },
    });
    await recordAudit(tx, ctx, {
      action: "publishPrice",
      workspaceId,
      subjectId: endpointId,
      detail: { priceVersionId: price.id, ...writeUnitPrices(unitPrices) },
    });
    return price;
  });
  await announceChange(ctx, { kind: "endpoint", id: endpointId });
  return price;
}

function requireMoment(effectiveAt: Date | undefined, now: Date): void {
  if (effectiveAt === undefined) return;
  const refuse = (message: string) => new MarketplaceError("invalid_input", message, { field: "effectiveAt" });
  if (effectiveAt < now) throw refuse("Choose a moment in the future, or leave the date out to publish at once.");
  if (effectiveAt.getTime() > now.getTime() + YEAR_MS) throw refuse("Choose a moment within the next year.");
}
