import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListQuarantineInput = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  resolved: z.boolean().default(false),
});
export type ListQuarantineInput = z.input<typeof ListQuarantineInput>;

export interface QuarantineLine {
  readonly id: string;
  readonly workspaceId: string;
  readonly reason: string;
  readonly detail: string;
  /** The event as it came, as JSON text. */
  readonly event: string;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
}

export interface QuarantineList {
  /** Newest first. */
  readonly lines: QuarantineLine[];
  readonly open: number;
}

/** Usage events that could not be settled as they are. Operators may. */
export async function listQuarantine(ctx: Context, input: ListQuarantineInput): Promise<QuarantineList> {
  requirePlatformRole(ctx, "operator");
  const { limit, resolved } = parseInput(ListQuarantineInput, input);
  const [rows, open] = await Promise.all([
    ctx.db.prisma.quarantinedCall.findMany({
      where: { resolvedAt: resolved ? { not: null } : null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
    }),
    ctx.db.prisma.quarantinedCall.count({ where: { resolvedAt: null } }),
  ]);
  return { lines: rows.map((row) => ({ ...row, event: JSON.stringify(row.event, null, 2) })), open };
}
