import { z } from "zod";
import type { Context, WorkspaceRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { hashToken, TokenText } from "./invitation-token.ts";
import { type InvitationState, invitationState } from "./invitation-view.ts";

export const PreviewInvitationInput = z.object({ token: TokenText });
export type PreviewInvitationInput = z.input<typeof PreviewInvitationInput>;

/** What somebody with the link may know before they sign in. */
export interface InvitationPreview {
  readonly workspaceName: string;
  readonly invitedBy: string;
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly state: InvitationState;
  readonly expiresAt: Date;
  /** Whether the invited address has an account, so that the page offers the right door. */
  readonly hasAccount: boolean;
}

/** Shows whoever holds the link what it offers. Anyone with the link may: it was mailed to one person. */
export async function previewInvitation(ctx: Context, input: PreviewInvitationInput): Promise<InvitationPreview> {
  const { token } = parseInput(PreviewInvitationInput, input);
  const { prisma } = ctx.db;
  const found = await prisma.invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { workspace: { select: { name: true } } },
  });
  if (!found)
    throw new MarketplaceError("not_found", "This link is not known. Ask for the invitation to be sent again.");
  const [inviter, account] = await Promise.all([
    prisma.user.findUnique({ where: { id: found.invitedById }, select: { name: true } }),
    prisma.user.findUnique({ where: { email: found.email }, select: { id: true } }),
  ]);
  return {
    workspaceName: found.workspace.name,
    invitedBy: inviter?.name ?? "Somebody",
    email: found.email,
    role: found.role,
    state: invitationState(found, ctx.now()),
    expiresAt: found.expiresAt,
    hasAccount: account !== null,
  };
}
