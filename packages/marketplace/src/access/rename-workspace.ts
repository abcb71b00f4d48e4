import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { displayName } from "./person-input.ts";

export const RenameWorkspaceInput = z.object({
  workspaceId: z.string(),
  name: displayName("a name for the workspace"),
});
export type RenameWorkspaceInput = z.input<typeof RenameWorkspaceInput>;

/** Changes what a workspace is called; its address stays, so that links go on working. Admins and owners may. */
export async function renameWorkspace(ctx: Context, input: RenameWorkspaceInput): Promise<{ readonly name: string }> {
  const { workspaceId, name } = parseInput(RenameWorkspaceInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { name } });
    await recordAudit(tx, ctx, { action: "renameWorkspace", workspaceId, subjectId: workspaceId, detail: { name } });
  });
  return { name };
}
