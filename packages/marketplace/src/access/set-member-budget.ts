import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { renewCap } from "../inference/renew-cap.ts";
import { parseInput } from "../parse-input.ts";
import { memberScopeId } from "../snapshot/member-scope-id.ts";
import { optionalUsdToNano } from "../usd-input.ts";
import { BudgetInput } from "./limit-input.ts";

export const SetMemberBudgetInput = BudgetInput.extend({ workspaceId: z.string(), userId: z.string() });
export type SetMemberBudgetInput = z.input<typeof SetMemberBudgetInput>;

/** Changes what the keys a member made may spend together. Admins and owners may. */
export async function setMemberBudget(ctx: Context, input: SetMemberBudgetInput): Promise<void> {
  const { workspaceId, userId, budgetUsd, budgetReset } = parseInput(SetMemberBudgetInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const budgetNano = optionalUsdToNano(budgetUsd, { field: "budgetUsd" });
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM membership WHERE workspace_id = ${workspaceId} AND user_id = ${userId} FOR UPDATE`;
    const where = { workspaceId_userId: { workspaceId, userId } };
    const before = await tx.membership.findUnique({ where });
    if (!before) throw new MarketplaceError("not_found", "This person is not a member of your workspace.");
    await tx.membership.update({ where, data: { budgetNano, budgetReset } });
    // Alerts look at workspaces that changed since they last looked.
    await tx.workspace.update({ where: { id: workspaceId }, data: { updatedAt: ctx.now() } });
    await renewCap(ctx, {
      workspaceId,
      scopeId: memberScopeId(workspaceId, userId),
      before: { limitNano: before.budgetNano, reset: before.budgetReset },
      after: { limitNano: budgetNano, reset: budgetReset },
    });
    await recordAudit(tx, ctx, {
      action: "setMemberBudget",
      workspaceId,
      subjectId: userId,
      detail: { budgetNano: budgetNano?.toString() ?? null, budgetReset },
    });
  });
  await announceChange(ctx, { kind: "workspace", id: workspaceId });
}
