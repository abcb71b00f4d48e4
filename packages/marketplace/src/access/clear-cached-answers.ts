import { clearCachedAnswers as clearShelf } from "@tollgate/db/redis/answer-cache";
import { z } from "zod";
import { type AccountContext, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ClearCachedAnswersInput = z.object({ workspaceId: z.string() });
export type ClearCachedAnswersInput = z.input<typeof ClearCachedAnswersInput>;

/** Forgets every answer that a workspace's cache keeps; calls that are being answered may still add theirs. Admins and owners may. */
export async function clearCachedAnswers(
  ctx: AccountContext,
  input: ClearCachedAnswersInput,
): Promise<{ readonly cleared: number }> {
  const { workspaceId } = parseInput(ClearCachedAnswersInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const cleared = await clearShelf(ctx.redis, { shelf: "answers", workspaceId });
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(tx, ctx, { action: "clearCachedAnswers", workspaceId, subjectId: workspaceId, detail: { cleared } }),
  );
  return { cleared };
}
