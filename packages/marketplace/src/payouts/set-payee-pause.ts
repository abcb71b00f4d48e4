import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const SetPayeePauseInput = z.object({
  payeeWorkspaceId: z.string(),
  /** Why the money is kept back; `null` lets it go again. */
  note: z.string().trim().min(5, "Say why in a few words.").max(500).nullable(),
});
export type SetPayeePauseInput = z.input<typeof SetPayeePauseInput>;

/** Keeps a payee's money back while something is looked into, or lets it go. Computed runs have to be computed again. Finance may. */
export async function setPayeePause(ctx: Context, input: SetPayeePauseInput): Promise<void> {
  requirePlatformRole(ctx, "finance");
  const { payeeWorkspaceId, note } = parseInput(SetPayeePauseInput, input);
  await ctx.db.prisma.$transaction(async (tx) => {
    const changed = await tx.payoutAccount.updateMany({
      where: { workspaceId: payeeWorkspaceId },
      data: {
        pausedAt: note === null ? null : ctx.now(),
        pausedById: note === null ? null : actorId(ctx),
        pauseNote: note,
      },
    });
    if (changed.count === 0)
      throw new MarketplaceError("not_found", "This payee has not set up payouts, so nothing is paid to them anyway.");
    await recordAudit(tx, ctx, {
      action: "setPayeePause",
      workspaceId: payeeWorkspaceId,
      subjectId: payeeWorkspaceId,
      detail: { note },
    });
  });
}
