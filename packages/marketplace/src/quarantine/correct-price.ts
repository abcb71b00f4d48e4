import { isMeteredBucket } from "@tollgate/pricing/usage-units";
import { z } from "zod";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { correctedPrices } from "../settlement/read-unit-prices.ts";
import { UsdText, usdToNano } from "../usd-input.ts";
import { ResolutionReason } from "./quarantine-filter.ts";

export const CorrectPriceInput = z.object({
  priceVersionId: z.string().max(64),
  bucket: z.string().max(40),
  /** USD per million units. */
  usdPerMillion: UsdText,
  reason: ResolutionReason,
});
export type CorrectPriceInput = z.input<typeof CorrectPriceInput>;

/**
 * Supplies the price of a bucket that a price version forgot, bound to exactly that version, so that usage in quarantine can be settled and
 * later calls are priced alike. A price that was agreed cannot be changed this way. Operators may; it is final and shown on receipts.
 */
export async function correctPrice(ctx: Context, input: CorrectPriceInput): Promise<{ priceNano: bigint }> {
  requirePlatformRole(ctx, "operator");
  const { priceVersionId, bucket, usdPerMillion, reason } = parseInput(CorrectPriceInput, input);
  const priceNano = usdToNano(usdPerMillion, { field: "usdPerMillion" });
  const endpointId = await ctx.db.prisma
    .$transaction(async (tx) => {
      const version = await tx.priceVersion.findUnique({
        where: { id: priceVersionId },
        include: { corrections: true },
      });
      if (!version) throw new MarketplaceError("not_found", "This price version does not exist.");
      if (!isMeteredBucket(bucket))
        throw new MarketplaceError("invalid_input", "There are no such units.", { field: "bucket" });
      if (correctedPrices(version)[bucket] !== undefined) throw alreadyPriced();
      await tx.priceCorrection.create({
        data: { priceVersionId, bucket, priceNano, reason, createdById: actorId(ctx) },
      });
      await recordAudit(tx, ctx, {
        action: "correctPrice",
        workspaceId: null,
        subjectId: priceVersionId,
        detail: { bucket, priceNano: `${priceNano}`, reason },
      });
      return version.endpointId;
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? alreadyPriced() : error;
    });
  await announceChange(ctx, { kind: "endpoint", id: endpointId });
  return { priceNano };
}

function alreadyPriced(): MarketplaceError {
  return new MarketplaceError("conflict", "This version has a price for these units already, and it stays.");
}
