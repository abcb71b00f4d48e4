import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { decideConsent } from "./decide-consent.ts";
import { lockApp } from "./lock-app.ts";
import { lockGrant, requireActiveGrant } from "./lock-grant.ts";
import { toMarginView } from "./margin-view.ts";

export const AcceptMarginInput = z.object({
  workspaceId: z.string(),
  grantId: z.string(),
  /** The margin the person was shown. */
  marginVersionId: z.string(),
});
export type AcceptMarginInput = z.input<typeof AcceptMarginInput>;

/**
 * Consents to another margin of a connected app: the one in force, or an announced one ahead of its day. Until that day the margin in force
 * stays. Admins and owners may.
 */
export async function acceptMargin(ctx: Context, input: AcceptMarginInput): Promise<void> {
  const { workspaceId, grantId, marginVersionId } = parseInput(AcceptMarginInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const userId = requireUser(ctx);
  const now = ctx.now();
  const appId = await ctx.db.prisma.$transaction(async (tx) => {
    const named = await tx.grant.findFirst({ where: { id: grantId, workspaceId }, select: { appId: true } });
    if (!named) throw new MarketplaceError("not_found", "This app is not connected to your workspace.");
    // The app first, then the grant: the same order as connecting, so that two people never wait for each other.
    const app = await lockApp(tx, named.appId, null);
    const grant = await lockGrant(tx, workspaceId, grantId);
    requireActiveGrant(grant);
    const margins = app.marginVersions.map(toMarginView);
    const decision = decideConsent(margins, { acceptedId: grant.marginVersionId, proposedId: marginVersionId }, now);
    if (decision.kind === "refused") throw new MarketplaceError("conflict", decision.sentence);
    await tx.grant.update({
      where: { id: grantId },
      data: { marginVersionId, acceptedById: userId, acceptedAt: now },
    });
    await recordAudit(tx, ctx, {
      action: "acceptMargin",
      workspaceId,
      subjectId: grantId,
      detail: { appId: app.id, marginVersionId, before: grant.marginVersionId },
    });
    return app.id;
  });
  await announceChange(ctx, { kind: "app", id: appId });
}
