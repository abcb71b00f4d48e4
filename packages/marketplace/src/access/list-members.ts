import { z } from "zod";
import { type Context, requireWorkspace, type WorkspaceRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type BudgetView, readBudget } from "./budget-view.ts";

export const ListMembersInput = z.object({ workspaceId: z.string() });
export type ListMembersInput = z.input<typeof ListMembersInput>;

/** Their budget counts the calls of every key they made. */
export interface MemberView extends BudgetView {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: WorkspaceRole;
  readonly since: Date;
  /** When they were last seen in the console; `null` for never. */
  readonly lastActiveAt: Date | null;
}

/** Who belongs to a workspace, longest first, with their budgets and what was spent of them. Members may. */
export async function listMembers(ctx: Context, input: ListMembersInput): Promise<MemberView[]> {
  const { workspaceId } = parseInput(ListMembersInput, input);
  requireWorkspace(ctx, workspaceId);
  const rows = await ctx.db.prisma.membership.findMany({
    where: { workspaceId },
    include: { user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  const now = ctx.now();
  const seen = await ctx.db.prisma.signInSession.groupBy({
    by: ["userId"],
    where: { awaitsSecondFactor: false, userId: { in: rows.map(({ userId }) => userId) } },
    _max: { lastSeenAt: true },
  });
  const lastActive = new Map(seen.map(({ userId, _max }) => [userId, _max.lastSeenAt]));
  return await Promise.all(
    rows.map(async ({ user, role, createdAt, ...terms }) => {
      const scope = { scope: "member", workspaceId, userId: user.id, keyId: "", grantId: "", now } as const;
      const lastActiveAt = lastActive.get(user.id) ?? null;
      return { user, role, since: createdAt, lastActiveAt, ...(await readBudget(ctx.db.pool, terms, scope)) };
    }),
  );
}
