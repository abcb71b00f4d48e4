import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/** Every proxy holds every key in memory. */
const MAX_ACTIVE_KEYS = 1_000;

/** Lets a workspace have one key more. @throws MarketplaceError `precondition_failed` when it has as many as it may. */
export async function requireRoomForKey(tx: Transaction, workspaceId: string): Promise<void> {
  const active = await tx.apiKey.count({ where: { workspaceId, revokedAt: null } });
  if (active >= MAX_ACTIVE_KEYS)
    throw new MarketplaceError(
      "precondition_failed",
      `This workspace has ${MAX_ACTIVE_KEYS} keys, which is the most it can have. Revoke one you no longer use.`,
    );
}
