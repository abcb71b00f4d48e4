import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText } from "../payouts/month-input.ts";
import { listVariances } from "./list-variances.ts";
import { VARIANCE_AREAS, VARIANCE_STATES } from "./variance.ts";

export const NoteVarianceInput = z.object({
  month: MonthText,
  area: z.enum(VARIANCE_AREAS),
  key: z.string().min(1).max(400),
  state: z.enum(VARIANCE_STATES, "Choose where you stand with it."),
  note: z.string().trim().min(3, "Say what you found out.").max(1000, "Use at most 1,000 characters."),
});
export type NoteVarianceInput = z.input<typeof NoteVarianceInput>;

/** Writes down what finance found out about a difference. Notes stay; the latest is its state. Finance may. */
export async function noteVariance(ctx: Context, input: NoteVarianceInput): Promise<void> {
  requirePlatformRole(ctx, "finance");
  const byId = requireUser(ctx);
  const { month, area, key, state, note } = parseInput(NoteVarianceInput, input);
  const { variances } = await listVariances(ctx, { month });
  if (!variances.some((one) => one.area === area && one.key === key))
    throw new MarketplaceError("not_found", "This difference is gone or has changed. Look at the list again.");
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.varianceNote.create({ data: { report: area, key, state, note, byId } });
    await recordAudit(tx, ctx, { action: "noteVariance", workspaceId: null, subjectId: key, detail: { area, state } });
  });
}
