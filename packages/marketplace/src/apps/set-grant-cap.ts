import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { renewCap } from "../inference/renew-cap.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { lockGrant, requireActiveGrant } from "./lock-grant.ts";

export const SetGrantCapInput = z.object({
  workspaceId: z.string(),
  grantId: z.string(),
  /** Per UTC month; `null` for none. */
  monthlyCapUsd: UsdText.nullable(),
});
export type SetGrantCapInput = z.input<typeof SetGrantCapInput>;

/** Changes how much a connected app may spend in a month. Admins and owners may. */
export async function setGrantCap(ctx: Context, input: SetGrantCapInput): Promise<void> {
  const { workspaceId, grantId, monthlyCapUsd } = parseInput(SetGrantCapInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const monthlyCapNano = optionalUsdToNano(monthlyCapUsd, { field: "monthlyCapUsd" });
  const appId = await ctx.db.prisma.$transaction(async (tx) => {
    const grant = await lockGrant(tx, workspaceId, grantId);
    requireActiveGrant(grant);
    await tx.grant.update({ where: { id: grantId }, data: { monthlyCapNano } });
    await renewCap(ctx, {
      workspaceId,
      scopeId: grantId,
      before: { limitNano: grant.monthlyCapNano, reset: "monthly" },
      after: { limitNano: monthlyCapNano, reset: "monthly" },
    });
    await recordAudit(tx, ctx, {
      action: "setGrantCap",
      workspaceId,
      subjectId: grantId,
      detail: { monthlyCapNano: monthlyCapNano?.toString() ?? null },
    });
    return grant.appId;
  });
  await announceChange(ctx, { kind: "app", id: appId });
}
