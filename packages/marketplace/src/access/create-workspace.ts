import { z } from "zod";
import { type Context, recordAudit, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import type { MyWorkspace } from "./get-me.ts";
import { openWorkspace } from "./open-workspace.ts";
import { displayName } from "./person-input.ts";

/** Nobody needs more by hand; a script that opens workspaces without end is stopped here. */
const MAX_WORKSPACES_PER_PERSON = 50;

export const CreateWorkspaceInput = z.object({ name: displayName("a name for the workspace") });
export type CreateWorkspaceInput = z.input<typeof CreateWorkspaceInput>;

/** Opens a workspace whose owner is the signed-in person. */
export async function createWorkspace(ctx: Context, input: CreateWorkspaceInput): Promise<MyWorkspace> {
  const userId = requireUser(ctx);
  const { name } = parseInput(CreateWorkspaceInput, input);
  return await ctx.db.prisma.$transaction(async (tx) => {
    const owned = await tx.membership.count({ where: { userId, role: "owner" } });
    if (owned >= MAX_WORKSPACES_PER_PERSON)
      throw new MarketplaceError(
        "precondition_failed",
        `You already own ${MAX_WORKSPACES_PER_PERSON} workspaces, which is the most one person can have.`,
      );
    const workspace = await openWorkspace(tx, name, userId);
    await recordAudit(tx, ctx, { action: "createWorkspace", workspaceId: workspace.id, subjectId: workspace.id });
    return { ...workspace, role: "owner" };
  });
}
