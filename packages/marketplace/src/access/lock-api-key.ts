import type { ApiKeyModel } from "@tollgate/db/generated/models/ApiKey";
import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/** A key of this workspace, locked for the rest of the transaction. */
export async function lockApiKey(tx: Transaction, workspaceId: string, keyId: string): Promise<ApiKeyModel> {
  await tx.$queryRaw`SELECT 1 FROM api_key WHERE id = ${keyId} AND workspace_id = ${workspaceId} FOR UPDATE`;
  const key = await tx.apiKey.findFirst({ where: { id: keyId, workspaceId } });
  if (!key) throw new MarketplaceError("not_found", "This key does not exist.");
  return key;
}
