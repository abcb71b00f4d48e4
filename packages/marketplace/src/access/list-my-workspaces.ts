import { type Context, requireUser } from "../context.ts";
import type { MyWorkspace } from "./get-me.ts";

/** Workspaces the signed-in person is a member of, oldest first. */
export async function listMyWorkspaces(ctx: Context): Promise<MyWorkspace[]> {
  const userId = requireUser(ctx);
  const memberships = await ctx.db.prisma.membership.findMany({
    where: { userId },
    include: { workspace: true },
    orderBy: [{ createdAt: "asc" }, { workspaceId: "asc" }],
  });
  return memberships.map(({ role, workspace }) => ({
    id: workspace.id,
    slug: workspace.slug,
    name: workspace.name,
    role,
  }));
}
