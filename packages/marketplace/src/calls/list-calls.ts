import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { CallFilter, whereOf } from "./call-filter.ts";
import { type CallView, toCallView } from "./call-view.ts";
import { loadCallFacts } from "./load-call-facts.ts";
import { loadFeeIds } from "./load-fee-scopes.ts";

export const ListCallsInput = CallFilter.extend({
  /** Id of the last call of the page before. */
  cursor: z.uuid("This page does not exist.").nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListCallsInput = z.input<typeof ListCallsInput>;

export interface CallPage {
  readonly calls: readonly CallView[];
  readonly nextCursor: string | null;
}

/** Settled calls a workspace paid for, newest first. Members may. */
export async function listCalls(ctx: Context, input: ListCallsInput): Promise<CallPage> {
  const { cursor, limit, ...filter } = parseInput(ListCallsInput, input);
  requireWorkspace(ctx, filter.workspaceId);
  const rows = await ctx.db.prisma.call.findMany({
    where: whereOf(filter, { before: cursor ?? null, feeIds: await loadFeeIds(ctx, filter.servedFrom) }),
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const facts = await loadCallFacts(ctx, filter.workspaceId, page);
  return {
    calls: page.map((row) => toCallView(row, facts)),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
