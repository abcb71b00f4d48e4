import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { Email } from "../access/person-input.ts";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { newInvitationToken } from "./invitation-token.ts";
import { type InvitationView, toInvitationView } from "./invitation-view.ts";
import { mailInvitation } from "./mail-invitation.ts";
import { requireRoleGiver } from "./require-role-giver.ts";

/** A script that mails the world in a workspace's name is stopped here. */
const MOST_OPEN = 100;
const DAY_MS = 86_400_000;

export const RoleInput = z.enum(["owner", "admin", "member"], "Choose owner, admin or member.");

export const InviteMemberInput = z.object({
  workspaceId: z.string(),
  email: Email,
  role: RoleInput,
  /** How long the link works. */
  days: z.int("Enter a whole number of days.").min(1, "At least one day.").max(30, "At most 30 days.").default(7),
});
export type InviteMemberInput = z.input<typeof InviteMemberInput>;

export interface SentInvitation {
  readonly invitation: InvitationView;
  /** Whether the mail server took the mail. */
  readonly mailed: boolean;
}

/** Asks a person into a workspace by e-mail. Admins and owners may; only owners invite owners. */
export async function inviteMember(ctx: Context, input: InviteMemberInput): Promise<SentInvitation> {
  const { workspaceId, email, role, days } = parseInput(InviteMemberInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  requireRoleGiver(ctx, workspaceId, [role]);
  const invitedById = requireUser(ctx);
  const now = ctx.now();
  const { token, hash } = newInvitationToken();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const { row, workspaceName, invitedBy } = await ctx.db.prisma
    .$transaction(async (tx) => {
      const member = await tx.membership.findFirst({ where: { workspaceId, user: { email } } });
      if (member) throw conflict("This person is a member already.");
      // One that is over makes room for the new one.
      const open = { workspaceId, acceptedAt: null, withdrawnAt: null };
      await tx.invitation.updateMany({
        where: { ...open, email, expiresAt: { lte: now } },
        data: { withdrawnAt: now },
      });
      if ((await tx.invitation.count({ where: open })) >= MOST_OPEN)
        throw new MarketplaceError(
          "precondition_failed",
          `${MOST_OPEN} invitations wait already. Withdraw some first.`,
        );
      const created = await tx.invitation.create({
        data: {
          id: newId("invitation"),
          workspaceId,
          email,
          role,
          tokenHash: hash,
          invitedById,
          sentAt: now,
          expiresAt,
        },
        include: { workspace: true },
      });
      const inviter = await tx.user.findUniqueOrThrow({ where: { id: invitedById } });
      await recordAudit(tx, ctx, {
        action: "inviteMember",
        workspaceId,
        subjectId: created.id,
        detail: { email, role, expiresAt: expiresAt.toISOString() },
      });
      return { row: created, workspaceName: created.workspace.name, invitedBy: inviter.name };
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? conflict("This address is invited already. Send that invitation again.") : error;
    });
  const mailed = await mailInvitation(ctx, { email, role, workspaceName, invitedBy, expiresAt, token });
  return { invitation: toInvitationView(row, now), mailed };
}

function conflict(sentence: string): MarketplaceError {
  return new MarketplaceError("conflict", sentence, { field: "email" });
}
