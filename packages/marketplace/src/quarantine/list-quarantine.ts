import { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { QuarantineFilter, whereOf } from "./quarantine-filter.ts";

export const ListQuarantineInput = QuarantineFilter.extend({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.uuid("This page does not exist.").nullish(),
});
export type ListQuarantineInput = z.input<typeof ListQuarantineInput>;

export interface QuarantineLine {
  readonly id: string;
  /** Empty when the event does not say whose it is. */
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly reason: string;
  readonly detail: string;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolution: string | null;
}

export interface QuarantineList {
  /** Newest first. */
  readonly lines: QuarantineLine[];
  /** Everything that is open, whatever the filter. */
  readonly open: number;
  /** Open events by reason. */
  readonly openByReason: readonly { readonly reason: string; readonly count: number }[];
  readonly nextCursor: string | null;
}

/** Usage events that could not be settled as they are. Operators may. */
export async function listQuarantine(ctx: Context, input: ListQuarantineInput): Promise<QuarantineList> {
  requirePlatformRole(ctx, "operator");
  const { limit, cursor, ...filter } = parseInput(ListQuarantineInput, input);
  const { quarantinedCall } = ctx.db.prisma;
  const [rows, groups] = await Promise.all([
    quarantinedCall.findMany({
      where: whereOf(filter),
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      omit: { event: true },
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    }),
    quarantinedCall.groupBy({ by: ["reason"], where: { resolvedAt: null }, _count: true, orderBy: { reason: "asc" } }),
  ]);
  const page = rows.slice(0, limit);
  const nameOf = await namesOfWorkspaces(
    ctx,
    page.map(({ workspaceId }) => workspaceId),
  );
  const openByReason = groups.map(({ reason, _count }) => ({ reason, count: _count }));
  return {
    lines: page.map(({ id, workspaceId, reason, detail, createdAt, resolvedAt, resolution }) => ({
      id,
      workspaceId,
      workspaceName: nameOf(workspaceId),
      reason,
      detail,
      createdAt,
      resolvedAt,
      resolution,
    })),
    open: openByReason.reduce((sum, { count }) => sum + count, 0),
    openByReason,
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
