import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type LotRow, type LotView, toLotView } from "./lot-view.ts";

export const ListPromotionalCreditInput = z.object({ workspaceId: z.string() });
export type ListPromotionalCreditInput = z.input<typeof ListPromotionalCreditInput>;

const LIMIT = 100;

/** A workspace's promotional credit lot by lot: what can be spent first, in the order it is spent, then what is over. Members may. */
export async function listPromotionalCredit(ctx: Context, input: ListPromotionalCreditInput): Promise<LotView[]> {
  const { workspaceId } = parseInput(ListPromotionalCreditInput, input);
  requireWorkspace(ctx, workspaceId);
  const result = await ctx.db.pool.query<LotRow>(
    `SELECT l.*, c.code FROM promotional_lot l LEFT JOIN promotional_code c ON c.id = l.code_id WHERE l.workspace_id = $1
      ORDER BY l.spent_nano + l.expired_nano >= l.amount_nano, l.expires_at, l.id LIMIT $2`,
    [workspaceId, LIMIT],
  );
  return result.rows.map(toLotView);
}
