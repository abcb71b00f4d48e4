import { z } from "zod";
import { RateLimitInput, ResetInput } from "../access/limit-input.ts";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { renewCap } from "../inference/renew-cap.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { lockGrant, requireActiveGrant } from "./lock-grant.ts";

export const SetGrantCapInput = RateLimitInput.extend({
  workspaceId: z.string(),
  grantId: z.string(),
  /** Between two resets; `null` for none. */
  monthlyCapUsd: UsdText.nullable(),
  /** Left out, it stays: monthly unless somebody chose otherwise. */
  capReset: ResetInput.optional(),
});
export type SetGrantCapInput = z.input<typeof SetGrantCapInput>;

/** Changes how much a connected app may spend, how fast and how many calls at a time. Admins and owners may. */
export async function setGrantCap(ctx: Context, input: SetGrantCapInput): Promise<void> {
  const { workspaceId, grantId, monthlyCapUsd, capReset, ...rates } = parseInput(SetGrantCapInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const monthlyCapNano = optionalUsdToNano(monthlyCapUsd, { field: "monthlyCapUsd" });
  const appId = await ctx.db.prisma.$transaction(async (tx) => {
    const grant = await lockGrant(tx, workspaceId, grantId);
    requireActiveGrant(grant);
    await tx.grant.update({ where: { id: grantId }, data: { monthlyCapNano, capReset, ...rates } });
    await renewCap(ctx, {
      workspaceId,
      scopeId: grantId,
      before: { limitNano: grant.monthlyCapNano, reset: grant.capReset },
      after: { limitNano: monthlyCapNano, reset: capReset ?? grant.capReset },
    });
    await recordAudit(tx, ctx, {
      action: "setGrantCap",
      workspaceId,
      subjectId: grantId,
      detail: { monthlyCapNano: monthlyCapNano?.toString() ?? null, capReset: capReset ?? grant.capReset },
    });
    return grant.appId;
  });
  await announceChange(ctx, { kind: "app", id: appId });
}
