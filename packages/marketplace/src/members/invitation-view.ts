import type { InvitationModel } from "@tollgate/db/generated/models/Invitation";
import type { WorkspaceRole } from "../context.ts";

/** `over` when nobody accepted it in time; sending it again opens it anew. */
export type InvitationState = "open" | "over" | "accepted" | "withdrawn";

/** An invitation as the workspace sees it. The token is only in the mail. */
export interface InvitationView {
  readonly id: string;
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly state: InvitationState;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

export function toInvitationView(row: InvitationModel, now: Date): InvitationView {
  const { id, email, role, sentAt, expiresAt } = row;
  return { id, email, role, state: invitationState(row, now), sentAt, expiresAt };
}

export function invitationState(
  { acceptedAt, withdrawnAt, expiresAt }: Pick<InvitationModel, "acceptedAt" | "withdrawnAt" | "expiresAt">,
  now: Date,
): InvitationState {
  if (acceptedAt) return "accepted";
  if (withdrawnAt) return "withdrawn";
  return expiresAt <= now ? "over" : "open";
}
