import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { announceHigherMargin } from "./announce-higher-margin.ts";
import { lockApp } from "./lock-app.ts";
import { MarginFields, marginTerms } from "./margin-input.ts";
import { type MarginView, marginTimeline, toMarginView } from "./margin-view.ts";
import { decideMargin } from "./next-margin.ts";

export const PublishMarginInput = MarginFields.extend({ workspaceId: z.string(), appId: z.string() });
export type PublishMarginInput = z.input<typeof PublishMarginInput>;

export interface PublishedMarginResult {
  readonly margin: MarginView;
  /** Whether customers have to consent before it applies to them. */
  readonly needsConsent: boolean;
}

/**
 * Publishes a new version of an app's margin. One that no call can cost more under applies at once; a higher one after the notice period
 * when customers already pay the app, and only to those who consent. Admins and owners may.
 */
export async function publishMargin(ctx: Context, input: PublishMarginInput): Promise<PublishedMarginResult> {
  const { workspaceId, appId, ...fields } = parseInput(PublishMarginInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const terms = marginTerms(fields);
  const now = ctx.now();
  const result = await ctx.db.prisma.$transaction(async (tx) => {
    const app = await lockApp(tx, appId, workspaceId);
    const { inForce } = marginTimeline(app.marginVersions.map(toMarginView), now);
    const { effectiveAt, needsConsent } = decideMargin(terms, { inForce, activeGrants: app._count.grants }, now);
    const row = await tx.marginVersion.create({
      data: {
        id: newId("marginVersion"),
        appId,
        version: (app.marginVersions[0]?.version ?? 0) + 1,
        ...terms,
        effectiveAt,
        createdById: actorId(ctx),
      },
    });
    await recordAudit(tx, ctx, {
      action: "publishMargin",
      workspaceId,
      subjectId: row.id,
      detail: { appId, version: row.version, basisPoints: row.basisPoints, effectiveAt: effectiveAt.toISOString() },
    });
    return { margin: toMarginView(row), needsConsent, appName: app.name };
  });
  await announceChange(ctx, { kind: "app", id: appId });
  if (result.needsConsent) await announceHigherMargin(ctx, appId, result.margin);
  return { margin: result.margin, needsConsent: result.needsConsent };
}
