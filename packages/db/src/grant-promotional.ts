import type { Transaction } from "./open-database.ts";

/** Promotional credit that is granted together and expires together. */
export interface PromotionalGrant {
  /** The same lot is granted once. */
  readonly lotId: string;
  readonly workspaceId: string;
  readonly amountNano: bigint;
  readonly eventAt: Date;
  readonly expiresAt: Date;
  readonly reason: string;
  /** The code it was redeemed with, or `null`. */
  readonly codeId: string | null;
  readonly createdById: string | null;
}

/** SQLSTATE of a code that is withdrawn, over or unknown, and of one that has been redeemed as often as it can be. */
export const CODE_REFUSED = "TG010";
export const CODE_USED_UP = "TG011";

/**
 * Grants promotional credit as a lot, inside the caller's transaction: the lot and its journal are one.
 * @throws with `CODE_REFUSED` or `CODE_USED_UP`, or a unique violation when the workspace has redeemed this code before.
 */
export async function grantPromotional(tx: Transaction, grant: PromotionalGrant): Promise<void> {
  await tx.$queryRaw`SELECT grant_promotional(${grant.lotId}::text, ${grant.workspaceId}::text, ${grant.amountNano}::bigint,
    ${grant.eventAt}::timestamptz, ${grant.expiresAt}::timestamptz, ${grant.reason}::text, ${grant.codeId}::text, ${grant.createdById}::text)::text`;
}
