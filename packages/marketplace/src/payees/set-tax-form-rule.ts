import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { readPayoutSettings } from "../payouts/payout-settings.ts";
import { UsdText, usdToNano } from "../usd-input.ts";

export const SetTaxFormRuleInput = z.object({
  /** Payouts of a calendar year from which on a form is needed; `null` for never. */
  fromUsd: UsdText.nullable(),
  note: z.string().trim().min(1, "Write why.").max(500),
});
export type SetTaxFormRuleInput = z.input<typeof SetTaxFormRuleInput>;

const MOST_NANO = 1_000_000_000n * 1_000_000_000n;

/**
 * Says from which yearly amount on nothing is paid without an accepted tax form. It is a new version of the payout settings: months that are closed
 * keep theirs. Finance may. @returns the version.
 */
export async function setTaxFormRule(ctx: Context, input: SetTaxFormRuleInput): Promise<number> {
  requirePlatformRole(ctx, "finance");
  const { fromUsd, note } = parseInput(SetTaxFormRuleInput, input);
  const createdById = requireUser(ctx);
  const field = "fromUsd";
  const taxFormFromNano =
    fromUsd === null ? null : usdToNano(fromUsd, { field, minimumNano: 0n, maximumNano: MOST_NANO });
  return await ctx.db.prisma.$transaction(async (tx) => {
    // Of two people at once the later one goes on from what the other has set.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('payout settings', 0))`;
    const before = await readPayoutSettings(tx);
    const version = before.version + 1;
    await tx.payoutSettingsVersion.create({ data: { ...before, version, taxFormFromNano, note, createdById } });
    await recordAudit(tx, ctx, {
      action: "setTaxFormRule",
      workspaceId: null,
      subjectId: `payout settings ${version}`,
      detail: { from: fromUsd, note },
    });
    return version;
  });
}
