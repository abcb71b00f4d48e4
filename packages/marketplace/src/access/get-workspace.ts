import { z } from "zod";
import { type Context, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import type { MyWorkspace } from "./get-me.ts";

export const GetWorkspaceInput = z.object({ slug: z.string().min(1).max(80) });
export type GetWorkspaceInput = z.input<typeof GetWorkspaceInput>;

/** The workspace a console address names, when the signed-in person is a member of it. */
export async function getWorkspace(ctx: Context, input: GetWorkspaceInput): Promise<MyWorkspace> {
  const userId = requireUser(ctx);
  const { slug } = parseInput(GetWorkspaceInput, input);
  const membership = await ctx.db.prisma.membership.findFirst({
    where: { userId, workspace: { slug } },
    include: { workspace: true },
  });
  if (!membership)
    throw new MarketplaceError("not_found", "This workspace does not exist or you are not a member of it.");
  const { workspace, role } = membership;
  return { id: workspace.id, slug: workspace.slug, name: workspace.name, role };
}
