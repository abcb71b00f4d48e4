import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { TAX_FORM_KINDS } from "../payouts/payout-account-view.ts";

export const RecordTaxFormInput = z.object({
  payeeWorkspaceId: z.string().max(60),
  /** The form that was seen; `null` takes it back, as when it has run out. */
  kind: z.enum(TAX_FORM_KINDS, "Choose a form.").nullable(),
  note: z.string().trim().min(1, "Write where the form is, or why it does not count any more.").max(500),
});
export type RecordTaxFormInput = z.input<typeof RecordTaxFormInput>;

/** Records that a payee's tax form was seen, or that it does not count any more. The form itself is kept elsewhere. Finance may. */
export async function recordTaxForm(ctx: Context, input: RecordTaxFormInput): Promise<void> {
  requirePlatformRole(ctx, "finance");
  const { payeeWorkspaceId, kind, note } = parseInput(RecordTaxFormInput, input);
  const byId = requireUser(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.payoutAccount.updateMany({
      where: { workspaceId: payeeWorkspaceId },
      data: {
        taxForm: kind === null ? "missing" : "accepted",
        taxFormKind: kind,
        taxFormNote: note,
        taxFormById: byId,
        taxFormAt: ctx.now(),
      },
    });
    if (count === 0) throw new MarketplaceError("not_found", "This payee has not set up payouts.");
    await recordAudit(tx, ctx, {
      action: "recordTaxForm",
      workspaceId: payeeWorkspaceId,
      subjectId: payeeWorkspaceId,
      detail: { kind, note },
    });
  });
}
