import type { Transaction } from "@tollgate/db/open-database";

const HOUR_MS = 60 * 60_000;
/** How long the next attempt waits after so many failures in a row. */
const PATIENCE_MS: readonly number[] = [HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS];

/** After so many failures in a row topping up is switched off, until a person switches it on again. */
export const MOST_FAILURES = PATIENCE_MS.length + 1;

/** Moves the next automatic payment away after one failed. */
export async function putOffTopUp(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  const profile = await tx.billingProfile.findUnique({ where: { workspaceId } });
  if (!profile) return;
  const failures = profile.topUpFailures + 1;
  const patienceMs = PATIENCE_MS[failures - 1];
  await tx.billingProfile.update({
    where: { workspaceId },
    data: {
      topUpFailures: failures,
      topUpNotBefore: patienceMs === undefined ? null : new Date(now.getTime() + patienceMs),
      ...(failures >= MOST_FAILURES && { topUpEnabled: false }),
    },
  });
}

export async function resetTopUp(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.billingProfile.updateMany({ where: { workspaceId }, data: { topUpFailures: 0, topUpNotBefore: null } });
}
