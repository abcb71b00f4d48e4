import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type BudgetView, readBudget } from "./budget-view.ts";

export const GetWorkspaceLimitsInput = z.object({ workspaceId: z.string() });
export type GetWorkspaceLimitsInput = z.input<typeof GetWorkspaceLimitsInput>;

export interface WorkspaceLimitsView extends BudgetView {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
  /** Owners and admins are told once when credit falls below this; `null` for never. */
  readonly lowBalanceNano: bigint | null;
}

/** What a workspace lets all its keys spend and do together, and what was spent. Members may. */
export async function getWorkspaceLimits(ctx: Context, input: GetWorkspaceLimitsInput): Promise<WorkspaceLimitsView> {
  const { workspaceId } = parseInput(GetWorkspaceLimitsInput, input);
  requireWorkspace(ctx, workspaceId);
  const row = await ctx.db.prisma.workspace.findUnique({ where: { id: workspaceId } });
  if (!row) throw new MarketplaceError("not_found", "This workspace does not exist.");
  const scope = { scope: "workspace", workspaceId, keyId: "", grantId: "", userId: "", now: ctx.now() } as const;
  const { requestsPerMinute, tokensPerMinute, maxConcurrency, lowBalanceNano } = row;
  const budget = await readBudget(ctx.db.pool, row, scope);
  return { ...budget, requestsPerMinute, tokensPerMinute, maxConcurrency, lowBalanceNano };
}
