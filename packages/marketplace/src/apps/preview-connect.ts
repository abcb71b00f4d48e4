import { z } from "zod";
import { type Context, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { loadFee } from "../snapshot/load-catalogue.ts";
import { type MarginState, marginState } from "./margin-state.ts";
import { type MarginView, marginTimeline, toMarginView, WITH_WITHDRAWAL } from "./margin-view.ts";
import { type WorkedExamples, workedExamples } from "./worked-example.ts";

export const PreviewConnectInput = z.object({
  appId: z.string(),
  /** The workspace that would pay, once the person has chosen one. */
  workspaceId: z.string().optional(),
});
export type PreviewConnectInput = z.input<typeof PreviewConnectInput>;

/** All a person needs to know before they let an app's calls be billed to them. */
export interface ConnectPreview {
  readonly app: { readonly id: string; readonly name: string; readonly description: string; readonly url: string };
  readonly builder: { readonly name: string };
  readonly margin: MarginView;
  /** The next margin that was announced already. */
  readonly pending: (MarginView & { readonly state: MarginState }) | null;
  readonly examples: WorkedExamples;
  readonly fee: { readonly basisPoints: number; readonly fixedNano: bigint };
  /** Whether the chosen workspace owns the app: it pays no surcharge to itself. */
  readonly ownApp: boolean;
  /** Whether the chosen workspace is connected already. */
  readonly connected: boolean;
}

/** Shows what connecting an app means. Anyone who is signed in may. */
export async function previewConnect(ctx: Context, input: PreviewConnectInput): Promise<ConnectPreview> {
  requireUser(ctx);
  const { appId, workspaceId } = parseInput(PreviewConnectInput, input);
  if (workspaceId !== undefined) requireWorkspace(ctx, workspaceId);
  const app = await ctx.db.prisma.app.findFirst({
    where: { id: appId },
    include: { marginVersions: WITH_WITHDRAWAL, workspace: { select: { name: true } } },
  });
  if (!app) throw new MarketplaceError("not_found", "This app does not exist. Ask its builder for a new link.");
  if (app.status === "archived")
    throw new MarketplaceError("not_found", `${app.name} was archived by its builder and takes no new customers.`);
  const timeline = marginTimeline(app.marginVersions.map(toMarginView), ctx.now());
  const { inForce, pending } = timeline;
  if (!inForce) throw new MarketplaceError("precondition_failed", "This app has not published a margin yet.");
  const grant =
    workspaceId && (await ctx.db.prisma.grant.findFirst({ where: { appId, workspaceId, status: "active" } }));
  const { basisPoints, fixedNano } = await loadFee(ctx.db, ctx.now().getTime());
  return {
    app: { id: app.id, name: app.name, description: app.description, url: app.url },
    builder: { name: app.workspace.name },
    margin: inForce,
    pending: pending && { ...pending, state: marginState(pending, timeline) },
    examples: workedExamples({ basisPoints, fixedNano }, inForce),
    fee: { basisPoints, fixedNano },
    ownApp: app.workspaceId === workspaceId,
    connected: Boolean(grant),
  };
}
