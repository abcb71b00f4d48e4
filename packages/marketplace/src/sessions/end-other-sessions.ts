import { type Context, recordAudit, requireUser } from "../context.ts";

/** Signs the person out everywhere but where they ask from. For themselves alone. @returns how many devices. */
export async function endOtherSessions(ctx: Context): Promise<{ readonly ended: number }> {
  const userId = requireUser(ctx);
  const currentId = ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined;
  const ended = await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.signInSession.updateMany({
      where: { userId, endedAt: null, expiresAt: { gt: ctx.now() }, ...(currentId ? { id: { not: currentId } } : {}) },
      data: { endedAt: ctx.now() },
    });
    if (count > 0)
      await recordAudit(tx, ctx, {
        action: "endOtherSessions",
        workspaceId: null,
        subjectId: userId,
        detail: { ended: count },
      });
    return count;
  });
  return { ended };
}
