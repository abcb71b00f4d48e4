import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";

export const SetTaxThresholdInput = z.object({
  country: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}$/, "Choose a country."),
  form: z.string().trim().min(1, "Name the form, such as 1099-NEC.").max(40),
  /** Payouts of a calendar year from which on the form is due; `null` from when on it is no longer asked for. */
  thresholdUsd: UsdText.nullable(),
  /** Only more than the amount counts, not just as much. */
  isAbove: z.boolean(),
  /** The amount as the law has it, such as `2,000 EUR`, where that is not USD. */
  inLaw: z.string().trim().max(60).nullish(),
  /** The law it comes from. */
  source: z.string().trim().min(1, "Name the law, and where it is to be read.").max(500),
  /** UTC day from which on it counts; left out is today. */
  effectiveOn: z.iso.date("Enter a day, such as 2027-01-01.").nullish(),
  note: z.string().trim().min(1, "Write why.").max(500),
});
export type SetTaxThresholdInput = z.input<typeof SetTaxThresholdInput>;

const MAX_AHEAD_DAYS = 1_096;
const DAY_MS = 86_400_000;

/**
 * Says from which yearly amount on a country asks for a form. A year goes by what is in force on its last day. Finance may.
 * One for a day that has begun follows an earlier one for that day, so that a mistake can be put right.
 * @returns id of the version.
 * @throws MarketplaceError `conflict` when one is scheduled for that day already.
 */
export async function setTaxThreshold(ctx: Context, input: SetTaxThresholdInput): Promise<string> {
  requirePlatformRole(ctx, "finance");
  const { thresholdUsd, effectiveOn, inLaw, ...said } = parseInput(SetTaxThresholdInput, input);
  const thresholdNano = optionalUsdToNano(thresholdUsd, { field: "thresholdUsd" });
  const id = newId("taxThreshold");
  await ctx.db.prisma.$transaction(async (tx) => {
    // Of two people who set one at once, the second sees what the first has scheduled.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('tax thresholds', 0))`;
    const now = ctx.now();
    const begins = thresholdBegins(effectiveOn, now);
    // A form is one form, however it is spelled.
    const known = await tx.taxThreshold.findFirst({
      where: { country: said.country, form: { equals: said.form, mode: "insensitive" } },
    });
    const form = known?.form ?? said.form;
    const same = { country: said.country, form, effectiveOn: begins, withdrawal: null };
    if (begins > now && (await tx.taxThreshold.count({ where: same })) > 0)
      throw new MarketplaceError("conflict", "One is scheduled for that day already. Withdraw it first.", {
        field: "effectiveOn",
      });
    await tx.taxThreshold.create({
      data: {
        ...{ ...said, id, form, thresholdNano, inLaw: inLaw ?? "" },
        ...{ effectiveOn: begins, createdAt: now, createdById: actorId(ctx) },
      },
    });
    await recordAudit(tx, ctx, {
      action: "setTaxThreshold",
      workspaceId: null,
      subjectId: id,
      detail: { ...said, form, threshold: thresholdUsd, effectiveOn: begins.toISOString().slice(0, 10) },
    });
  });
  return id;
}

/** The day from which on a threshold counts. Totals of the year before last have been filed: nothing reaches back to them. */
function thresholdBegins(effectiveOn: string | null | undefined, now: Date): Date {
  const at = new Date(`${effectiveOn ?? now.toISOString().slice(0, 10)}T00:00:00Z`);
  const field = "effectiveOn";
  const earliest = `${now.getUTCFullYear() - 1}-01-01`;
  if (at < new Date(`${earliest}T00:00:00Z`))
    throw new MarketplaceError("invalid_input", `Choose ${earliest} or a later day.`, { field });
  if (at.getTime() > now.getTime() + MAX_AHEAD_DAYS * DAY_MS)
    throw new MarketplaceError("invalid_input", "A threshold can be scheduled at most three years ahead.", { field });
  return at;
}
