import type { GrantModel } from "@tollgate/db/generated/models/Grant";
import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/** A grant of this paying workspace, locked for the rest of the transaction. */
export async function lockGrant(tx: Transaction, workspaceId: string, grantId: string): Promise<GrantModel> {
  await tx.$queryRaw`SELECT 1 FROM "grant" WHERE id = ${grantId} AND workspace_id = ${workspaceId} FOR UPDATE`;
  const grant = await tx.grant.findFirst({ where: { id: grantId, workspaceId } });
  if (!grant) throw new MarketplaceError("not_found", "This app is not connected to your workspace.");
  return grant;
}

/** Lets changes to a grant pass only while it is active. */
export function requireActiveGrant(grant: GrantModel): void {
  if (grant.status === "active") return;
  throw new MarketplaceError("precondition_failed", "This app was disconnected. Connect it again first.");
}
