import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { renewCap } from "../inference/renew-cap.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { BudgetInput, RateLimitInput } from "./limit-input.ts";

export const SetWorkspaceLimitsInput = BudgetInput.extend(RateLimitInput.shape).extend({
  workspaceId: z.string(),
  lowBalanceUsd: UsdText.nullish(),
});
export type SetWorkspaceLimitsInput = z.input<typeof SetWorkspaceLimitsInput>;

/** Changes what all keys of a workspace may spend and do together. Admins and owners may. */
export async function setWorkspaceLimits(ctx: Context, input: SetWorkspaceLimitsInput): Promise<void> {
  const { workspaceId, budgetUsd, budgetReset, lowBalanceUsd, ...rates } = parseInput(SetWorkspaceLimitsInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const budgetNano = optionalUsdToNano(budgetUsd, { field: "budgetUsd" });
  const lowBalanceNano =
    lowBalanceUsd === undefined ? undefined : optionalUsdToNano(lowBalanceUsd, { field: "lowBalanceUsd" });
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const data = { budgetNano, budgetReset, lowBalanceNano, ...rates };
    await tx.workspace.update({ where: { id: workspaceId }, data });
    await renewCap(ctx, {
      workspaceId,
      scopeId: workspaceId,
      before: { limitNano: before.budgetNano, reset: before.budgetReset },
      after: { limitNano: budgetNano, reset: budgetReset },
    });
    await recordAudit(tx, ctx, {
      action: "setWorkspaceLimits",
      workspaceId,
      subjectId: workspaceId,
      detail: { budgetNano: budgetNano?.toString() ?? null, budgetReset, ...withoutUndefined(rates) },
    });
  });
  await announceChange(ctx, { kind: "workspace", id: workspaceId });
}

function withoutUndefined(rates: Record<string, number | null | undefined>): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(rates).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
