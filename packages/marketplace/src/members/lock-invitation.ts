import type { InvitationModel } from "@tollgate/db/generated/models/Invitation";
import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/** An invitation of this workspace that was neither accepted nor withdrawn, locked for the rest of the transaction. */
export async function lockInvitation(
  tx: Transaction,
  workspaceId: string,
  invitationId: string,
): Promise<InvitationModel> {
  await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${invitationId} AND workspace_id = ${workspaceId} FOR UPDATE`;
  const found = await tx.invitation.findFirst({ where: { id: invitationId, workspaceId } });
  if (!found) throw new MarketplaceError("not_found", "This invitation does not exist.");
  if (found.acceptedAt) throw new MarketplaceError("precondition_failed", "This invitation was accepted.");
  if (found.withdrawnAt) throw new MarketplaceError("precondition_failed", "This invitation was withdrawn.");
  return found;
}
