import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type InvitationView, toInvitationView } from "./invitation-view.ts";

export const ListInvitationsInput = z.object({ workspaceId: z.string() });
export type ListInvitationsInput = z.input<typeof ListInvitationsInput>;

/** Invitations that wait or are over, newest first. Admins and owners may. */
export async function listInvitations(ctx: Context, input: ListInvitationsInput): Promise<InvitationView[]> {
  const { workspaceId } = parseInput(ListInvitationsInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const rows = await ctx.db.prisma.invitation.findMany({
    where: { workspaceId, acceptedAt: null, withdrawnAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const now = ctx.now();
  return rows.map((row) => toInvitationView(row, now));
}
