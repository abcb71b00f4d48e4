import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { actionsFor } from "./quarantine-actions.ts";
import { QUARANTINE_REASONS, ResolutionReason } from "./quarantine-filter.ts";
import { resolveQuarantined } from "./resolve-quarantined.ts";

export const ReplayQuarantineInput = z.object({
  why: z.enum(QUARANTINE_REASONS, "There is no such reason."),
  reason: ResolutionReason,
  /** Goes on behind this event, as the answer before said. */
  after: z.uuid("This page does not exist.").nullish(),
});
export type ReplayQuarantineInput = z.input<typeof ReplayQuarantineInput>;

export interface ReplayProgress {
  readonly settled: number;
  /** Events whose cause is still there, with the first sentence that says so. */
  readonly failed: number;
  readonly firstFailure: string | null;
  /** Ask again with this to go on; `null` when every event was tried. */
  readonly next: string | null;
  /** Open events of this reason that are left. */
  readonly open: number;
}

/** Events per request: a person watches the progress. */
const BATCH = 25;

/** Settles the open events of one reason, a batch at a time. Events whose cause is still there stay. Operators may. */
export async function replayQuarantine(ctx: Context, input: ReplayQuarantineInput): Promise<ReplayProgress> {
  requirePlatformRole(ctx, "operator");
  const { why, reason, after } = parseInput(ReplayQuarantineInput, input);
  if (!actionsFor(why).includes("settle"))
    throw new MarketplaceError("invalid_input", "These events need a decision one by one.", { field: "why" });
  const { quarantinedCall } = ctx.db.prisma;
  const rows = await quarantinedCall.findMany({
    where: { reason: why, resolvedAt: null, ...(after ? { id: { gt: after } } : {}) },
    orderBy: { id: "asc" },
    take: BATCH,
    select: { id: true },
  });
  let settled = 0;
  const failures: string[] = [];
  for (const { id } of rows) {
    try {
      await resolveQuarantined(ctx, { id, action: "settle", reason });
      settled += 1;
    } catch (error) {
      if (!(error instanceof MarketplaceError)) throw error;
      failures.push(error.message);
    }
  }
  return {
    settled,
    failed: failures.length,
    firstFailure: failures[0] ?? null,
    next: rows.length === BATCH ? (rows.at(-1)?.id ?? null) : null,
    open: await quarantinedCall.count({ where: { reason: why, resolvedAt: null } }),
  };
}
