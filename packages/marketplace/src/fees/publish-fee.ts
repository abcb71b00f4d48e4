import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { FeeFields, feeBegins, feeTerms } from "./fee-input.ts";

export const PublishFeeInput = FeeFields.extend({
  /** UTC day it begins; left out is at once. */
  effectiveOn: z.iso.date("Enter a day, such as 2027-01-31.").nullish(),
  note: z.string().trim().min(1, "Write why.").max(500),
});
export type PublishFeeInput = z.input<typeof PublishFeeInput>;

/**
 * Publishes a fee of the platform, at once or for a later day. Calls that run keep the fee they were admitted with. Operators may.
 * @returns id of the version.
 * @throws MarketplaceError `conflict` when one is scheduled for that day already.
 */
export async function publishFee(ctx: Context, input: PublishFeeInput): Promise<string> {
  requirePlatformRole(ctx, "operator");
  const { appliesTo, effectiveOn, note, ...fields } = parseInput(PublishFeeInput, input);
  const terms = feeTerms(fields);
  const id = newId("feeVersion");
  await ctx.db.prisma.$transaction(async (tx) => {
    // Of two people who publish at once, the second sees what the first has scheduled.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('platform fees', 0))`;
    const effectiveAt = feeBegins(effectiveOn, ctx.now());
    const taken = await tx.feeVersion.count({ where: { appliesTo, effectiveAt, withdrawal: null } });
    if (taken > 0)
      throw new MarketplaceError("conflict", "A fee is scheduled for that day already. Withdraw it first.", {
        field: "effectiveOn",
      });
    await tx.feeVersion.create({ data: { id, appliesTo, ...terms, effectiveAt, note, createdById: actorId(ctx) } });
    await recordAudit(tx, ctx, {
      action: "publishFee",
      workspaceId: null,
      subjectId: id,
      detail: {
        appliesTo,
        basisPoints: terms.basisPoints,
        fixedNano: `${terms.fixedNano}`,
        effectiveAt: effectiveAt.toISOString(),
        note,
      },
    });
  });
  await announceChange(ctx, { kind: "fee" });
  return id;
}
