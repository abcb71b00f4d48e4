import { z } from "zod";
import { type Context, requireWorkspace, type WorkspaceRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListMembersInput = z.object({ workspaceId: z.string() });
export type ListMembersInput = z.input<typeof ListMembersInput>;

export interface MemberView {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: WorkspaceRole;
  readonly since: Date;
}

/** Who belongs to a workspace, longest first. Members may. */
export async function listMembers(ctx: Context, input: ListMembersInput): Promise<MemberView[]> {
  const { workspaceId } = parseInput(ListMembersInput, input);
  requireWorkspace(ctx, workspaceId);
  const rows = await ctx.db.prisma.membership.findMany({
    where: { workspaceId },
    include: { user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  return rows.map(({ user, role, createdAt }) => ({ user, role, since: createdAt }));
}
