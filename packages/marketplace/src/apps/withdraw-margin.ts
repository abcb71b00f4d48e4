import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { lockApp } from "./lock-app.ts";
import { marginTimeline, toMarginView } from "./margin-view.ts";
import { withdrawVersions } from "./withdraw-versions.ts";

export const WithdrawMarginInput = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  marginVersionId: z.string(),
});
export type WithdrawMarginInput = z.input<typeof WithdrawMarginInput>;

/**
 * Takes a scheduled margin back before its day. Admins and owners may.
 * @throws MarketplaceError `conflict` when it has taken effect, or was taken back already.
 */
export async function withdrawMargin(ctx: Context, input: WithdrawMarginInput): Promise<void> {
  const { workspaceId, appId, marginVersionId } = parseInput(WithdrawMarginInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    const app = await lockApp(tx, appId, workspaceId);
    const margins = app.marginVersions.map(toMarginView);
    if (!margins.some(({ id }) => id === marginVersionId))
      throw new MarketplaceError("not_found", "This app has no such margin.");
    const now = ctx.now();
    const { inForce, scheduled } = marginTimeline(margins, now);
    const versions = scheduled.filter(({ id }) => id === marginVersionId);
    if (versions.length === 0)
      throw new MarketplaceError("conflict", "This margin is not scheduled any more, so it cannot be withdrawn.");
    await withdrawVersions(tx, ctx, { versions, inForce, now });
    await recordAudit(tx, ctx, {
      action: "withdrawMargin",
      workspaceId,
      subjectId: marginVersionId,
      detail: { appId },
    });
  });
  await announceChange(ctx, { kind: "app", id: appId });
}
