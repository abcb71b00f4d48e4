import type { Transaction } from "@tollgate/db/open-database";
import { recordOwnDeed } from "../access/record-own-deed.ts";

/**
 * Whoever opened an account under an address that was never confirmed may not be who reads its mail. The first proof that somebody does
 * leaves them nothing to come back with. @returns whether it was the first.
 */
export async function claimMailbox(tx: Transaction, userId: string, at: Date): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, emailVerifiedAt: null },
    data: { emailVerifiedAt: at, passwordHash: null },
  });
  if (count === 0) return false;
  await tx.signInSession.updateMany({ where: { userId, endedAt: null }, data: { endedAt: at } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.authenticator.deleteMany({ where: { userId } });
  await tx.passkey.deleteMany({ where: { userId } });
  await tx.identity.deleteMany({ where: { userId } });
  await recordOwnDeed(tx, userId, { action: "claimMailbox" });
  return true;
}
