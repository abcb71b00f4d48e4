import { monthOf } from "@tollgate/payouts/months";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type PayoutRunStatus, readCarryReason, type StoredStatement } from "./run-view.ts";

export const ListStatementsInput = z.object({ workspaceId: z.string() });
export type ListStatementsInput = z.input<typeof ListStatementsInput>;

export interface StatementView extends StoredStatement {
  readonly id: string;
  /** UTC month, `YYYY-MM`. */
  readonly month: string;
  readonly runStatus: PayoutRunStatus;
  readonly computedAt: Date;
}

/** Ten years of months. */
const MAX_STATEMENTS = 120;

/** A payee's own statements, newest month first, each from the latest revision of its month. Members may. */
export async function listStatements(ctx: Context, input: ListStatementsInput): Promise<StatementView[]> {
  const { workspaceId } = parseInput(ListStatementsInput, input);
  requireWorkspace(ctx, workspaceId);
  const rows = await ctx.db.prisma.payoutItem.findMany({
    where: { payeeWorkspaceId: workspaceId },
    include: { run: true },
    orderBy: [{ run: { month: "desc" } }, { run: { revision: "desc" } }],
    take: 2 * MAX_STATEMENTS,
  });
  const newest = new Map<string, StatementView>();
  for (const { run, ...item } of rows) {
    const month = monthOf(run.month);
    if (newest.has(month)) continue;
    newest.set(month, {
      ...item,
      carryReason: readCarryReason(item.carryReason),
      month,
      runStatus: run.status,
      computedAt: run.computedAt,
    });
  }
  return [...newest.values()].slice(0, MAX_STATEMENTS);
}
