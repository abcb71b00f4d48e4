import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { loadFee } from "../snapshot/load-catalogue.ts";
import { type AppSponsorship, readAppSponsorship } from "../sponsorship/app-sponsorship.ts";
import { type AppView, toAppView, WITH_MARGINS } from "./app-view.ts";
import { type MarginState, marginState } from "./margin-state.ts";
import { type MarginView, toMarginView } from "./margin-view.ts";
import { type WorkedExamples, workedExamples } from "./worked-example.ts";

export const GetAppInput = z.object({ workspaceId: z.string(), appId: z.string() });
export type GetAppInput = z.input<typeof GetAppInput>;

export interface AppDetail extends AppView {
  /** Where customers connect; public. */
  readonly connectUrl: string;
  /** Every margin that was published, newest first. */
  readonly margins: readonly (MarginView & { readonly state: MarginState })[];
  /** What calls cost a customer under the margin in force. */
  readonly examples: WorkedExamples | null;
  /** What the builder pays of customers' calls. */
  readonly sponsorship: AppSponsorship;
}

/** One app of a builder with its margins. Members may. */
export async function getApp(ctx: Context, input: GetAppInput): Promise<AppDetail> {
  const { workspaceId, appId } = parseInput(GetAppInput, input);
  requireWorkspace(ctx, workspaceId);
  const row = await ctx.db.prisma.app.findFirst({ where: { id: appId, workspaceId }, include: WITH_MARGINS });
  if (!row) throw new MarketplaceError("not_found", "This app does not exist.");
  const now = ctx.now();
  const view = toAppView(row, now);
  return {
    ...view,
    sponsorship: await readAppSponsorship(ctx, row),
    connectUrl: `${ctx.urls.console}/connect/${row.id}`,
    margins: row.marginVersions.map(toMarginView).map((margin) => ({ ...margin, state: marginState(margin, view) })),
    examples: view.inForce && workedExamples(await loadFee(ctx.db, now.getTime()), view.inForce),
  };
}
