import { bookCallDifference } from "@tollgate/db/book-call-difference";
import { releaseQuarantined } from "@tollgate/db/redis/release-quarantined";
import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { projectAll } from "../settlement/project-credit.ts";
import { draftDifference } from "./draft-difference.ts";
import { heldOn } from "./held-on.ts";
import { actionsFor, QUARANTINE_ACTIONS, RESOLUTION_OF } from "./quarantine-actions.ts";
import { ResolutionReason } from "./quarantine-filter.ts";
import { settleQuarantined } from "./settle-quarantined.ts";

export const ResolveQuarantinedInput = z.object({
  id: z.uuid("This event does not exist."),
  action: z.enum(QUARANTINE_ACTIONS, "There is no such decision."),
  reason: ResolutionReason,
});
export type ResolveQuarantinedInput = z.input<typeof ResolveQuarantinedInput>;

/**
 * Ends the quarantine of an event by a person's decision, with the reason kept. Money moves through settlement, or as an adjustment that names
 * the call; both happen once whatever happens in between, so that a decision that was cut off can be made again. Operators may.
 */
export async function resolveQuarantined(
  ctx: Context,
  input: ResolveQuarantinedInput,
): Promise<{ resolution: string }> {
  requirePlatformRole(ctx, "operator");
  const { id, action, reason } = parseInput(ResolveQuarantinedInput, input);
  const row = await ctx.db.prisma.quarantinedCall.findUnique({ where: { id } });
  if (!row) throw new MarketplaceError("not_found", "This event does not exist.");
  if (row.resolvedAt !== null) throw alreadyResolved();
  if (!actionsFor(row.reason).includes(action))
    throw new MarketplaceError("invalid_input", "This decision does not fit the reason.", { field: "action" });

  if (action === "settle" || action === "void") await settleQuarantined(ctx, row.event, action);
  const difference = action === "book_difference" ? await draftDifference(ctx, { ...row, reason }) : null;
  const resolution = RESOLUTION_OF[action];
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.quarantinedCall.updateMany({
      where: { id, resolvedAt: null },
      data: { resolvedAt: ctx.now(), resolution, resolutionReason: reason, resolvedById: actorId(ctx) },
    });
    if (count === 0) throw alreadyResolved();
    if (difference) await bookCallDifference(tx, difference);
    await recordAudit(tx, ctx, {
      action: "resolveQuarantined",
      workspaceId: row.workspaceId || null,
      subjectId: id,
      detail: { resolution, reason },
    });
  });
  await bringToRedis(ctx, row);
  return { resolution };
}

/** The deed is done: a Redis that is away gets the new balance, and frees what the call kept, by the jobs that repeat both. */
async function bringToRedis(ctx: Context, row: { id: string; workspaceId: string; event: unknown }): Promise<void> {
  const { id } = row;
  if (row.workspaceId === "") return;
  try {
    await projectAll(ctx, [heldOn(row)]);
    await releaseQuarantined(ctx.redis, { ...heldOn(row), callId: id });
  } catch (error) {
    console.warn(`the resolution of ${id} reaches Redis later`, error);
  }
}

function alreadyResolved(): MarketplaceError {
  return new MarketplaceError("conflict", "This event is resolved already.");
}
