import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { announceHigherMargin } from "./announce-higher-margin.ts";
import { lockApp } from "./lock-app.ts";
import { writeMarginPolicy } from "./margin-columns.ts";
import { MarginFields, marginTerms } from "./margin-input.ts";
import { type MarginView, marginTimeline, toMarginView, WITH_WITHDRAWAL } from "./margin-view.ts";
import { decideMargin } from "./next-margin.ts";
import { requireModels } from "./require-models.ts";
import { withdrawVersions } from "./withdraw-versions.ts";

export const PublishMarginInput = MarginFields.extend({ workspaceId: z.string(), appId: z.string() });
export type PublishMarginInput = z.input<typeof PublishMarginInput>;

export interface PublishedMarginResult {
  readonly margin: MarginView;
  /** Whether customers have to consent before it applies to them. */
  readonly needsConsent: boolean;
}

/**
 * Publishes a new version of an app's margin. One that no call can cost more under applies at once; a higher one after the notice period
 * when customers already pay the app, and only to those who consent; either may be for a later day. Scheduled versions that it overtakes are
 * withdrawn. Admins and owners may.
 */
export async function publishMargin(ctx: Context, input: PublishMarginInput): Promise<PublishedMarginResult> {
  const { workspaceId, appId, effectiveOn, ...fields } = parseInput(PublishMarginInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const terms = marginTerms(fields);
  const result = await ctx.db.prisma.$transaction(async (tx) => {
    const app = await lockApp(tx, appId, workspaceId);
    // Read under the lock, so that a version published just before is in force and not still to come.
    const now = ctx.now();
    const { inForce, scheduled } = marginTimeline(app.marginVersions.map(toMarginView), now);
    await requireModels(tx, Object.keys(terms.overrides));
    const standing = { inForce, scheduled, activeGrants: app._count.grants };
    const { effectiveAt, needsConsent } = decideMargin(terms, standing, { now, effectiveOn });
    // What was to come no sooner than this one never will: consent given to it ahead must not cover what comes instead.
    const overtaken = scheduled.filter((margin) => margin.effectiveAt >= effectiveAt);
    await withdrawVersions(tx, ctx, { versions: overtaken, inForce, now });
    const row = await tx.marginVersion.create({
      data: {
        id: newId("marginVersion"),
        appId,
        version: (app.marginVersions[0]?.version ?? 0) + 1,
        ...writeMarginPolicy(terms),
        effectiveAt,
        createdById: actorId(ctx),
      },
      ...WITH_WITHDRAWAL,
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
