import { z } from "zod";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const EndSessionInput = z.object({ sessionId: z.string().max(60) });
export type EndSessionInput = z.input<typeof EndSessionInput>;

/** Signs the person out on one device, at its next request. For themselves alone. */
export async function endSession(ctx: Context, input: EndSessionInput): Promise<void> {
  const userId = requireUser(ctx);
  const { sessionId } = parseInput(EndSessionInput, input);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.signInSession.updateMany({
      where: { id: sessionId, userId, endedAt: null },
      data: { endedAt: ctx.now() },
    });
    if (count === 0) throw new MarketplaceError("not_found", "This session has ended already.");
    await recordAudit(tx, ctx, { action: "endSession", workspaceId: null, subjectId: sessionId });
  });
}
