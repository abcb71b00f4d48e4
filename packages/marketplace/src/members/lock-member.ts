import type { MembershipModel } from "@tollgate/db/generated/models/Membership";
import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/**
 * A member whose role is about to change. The workspace is locked, so that of two owners who step down at the same moment the second sees
 * that the first did.
 */
export async function lockMember(tx: Transaction, workspaceId: string, userId: string): Promise<MembershipModel> {
  await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
  const found = await tx.membership.findUnique({ where: { workspaceId_userId: { workspaceId, userId } } });
  if (!found) throw new MarketplaceError("not_found", "This person is not a member of your workspace.");
  return found;
}

/** @throws MarketplaceError `precondition_failed` when this is the only owner. */
export async function requireAnotherOwner(
  tx: Transaction,
  { workspaceId, userId, role }: MembershipModel,
): Promise<void> {
  if (role !== "owner") return;
  const others = await tx.membership.count({ where: { workspaceId, role: "owner", userId: { not: userId } } });
  if (others === 0)
    throw new MarketplaceError("precondition_failed", "A workspace needs an owner. Make somebody else an owner first.");
}
