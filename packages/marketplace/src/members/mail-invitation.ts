import type { Context, WorkspaceRole } from "../context.ts";
import { momentWords } from "../mail-time.ts";

export interface InvitationMail {
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly workspaceName: string;
  readonly invitedBy: string;
  readonly expiresAt: Date;
  readonly token: string;
}

/** @returns whether the mail server took it; a mail that was not taken undoes nothing and can be sent again. */
export async function mailInvitation(ctx: Context, invitation: InvitationMail): Promise<boolean> {
  const { email, role, workspaceName, invitedBy, expiresAt, token } = invitation;
  const lines = [
    `${invitedBy} invites you to “${workspaceName}” on Tollgate as ${ROLE[role]}.`,
    "",
    "Accept it signed in with this e-mail address, or with a new account for it.",
    "",
    `Accept the invitation: ${ctx.urls.console}/invitations/${token}`,
    "",
    `The link works until ${momentWords(expiresAt)}. If you do not know ${invitedBy}, ignore this mail.`,
  ];
  try {
    await ctx.mailer.send({
      to: email,
      subject: `${invitedBy} invites you to “${workspaceName}”`,
      text: lines.join("\n"),
    });
    return true;
  } catch (error) {
    console.error("an invitation was not mailed", error);
    return false;
  }
}

const ROLE: Readonly<Record<WorkspaceRole, string>> = { owner: "an owner", admin: "an admin", member: "a member" };
