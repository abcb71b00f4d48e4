import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { loadFee } from "../snapshot/load-catalogue.ts";
import { toAppView, WITH_MARGINS } from "./app-view.ts";
import { MarginFields, marginTerms } from "./margin-input.ts";
import { decideMargin, NOTICE_DAYS } from "./next-margin.ts";
import { requireModels } from "./require-models.ts";
import { type WorkedExamples, workedExamples } from "./worked-example.ts";

export const PreviewMarginInput = MarginFields.extend({ workspaceId: z.string(), appId: z.string() });
export type PreviewMarginInput = z.input<typeof PreviewMarginInput>;

export interface MarginPreview {
  readonly examples: WorkedExamples;
  readonly feeBasisPoints: number;
  /** When it would apply, were it published now. */
  readonly effectiveAt: Date;
  readonly needsConsent: boolean;
  /** Customers who would be asked; none when it applies at once. */
  readonly customersToAsk: number;
  readonly noticeDays: number;
}

/** Says what publishing a margin would mean, by the code that prices calls and decides notice; changes nothing. Members may. */
export async function previewMargin(ctx: Context, input: PreviewMarginInput): Promise<MarginPreview> {
  const { workspaceId, appId, effectiveOn, ...fields } = parseInput(PreviewMarginInput, input);
  requireWorkspace(ctx, workspaceId);
  const terms = marginTerms(fields);
  const now = ctx.now();
  const row = await ctx.db.prisma.app.findFirst({ where: { id: appId, workspaceId }, include: WITH_MARGINS });
  if (!row) throw new MarketplaceError("not_found", "This app does not exist.");
  await requireModels(ctx.db.prisma, Object.keys(terms.overrides));
  const app = toAppView(row, now);
  const { effectiveAt, needsConsent } = decideMargin(terms, app, { now, effectiveOn });
  const fee = await loadFee(ctx.db, now.getTime());
  return {
    examples: workedExamples(fee, terms),
    feeBasisPoints: fee.basisPoints,
    effectiveAt,
    needsConsent,
    customersToAsk: needsConsent ? app.activeGrants : 0,
    noticeDays: NOTICE_DAYS,
  };
}
