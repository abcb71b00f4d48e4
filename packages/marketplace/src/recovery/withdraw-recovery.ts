import type { Transaction } from "@tollgate/db/open-database";

/** Whoever gives a second factor has not lost it: what was asked in their name is off. */
export async function withdrawRecovery(tx: Transaction, userId: string, at: Date): Promise<void> {
  await tx.recoveryRequest.updateMany({
    where: { userId, decision: null },
    data: { decision: "withdrawn", decidedAt: at, decidedById: userId, note: "Signed in with a second factor." },
  });
}
