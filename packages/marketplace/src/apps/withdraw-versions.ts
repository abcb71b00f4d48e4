import type { Transaction } from "@tollgate/db/open-database";
import { actorId, type Context } from "../context.ts";
import type { MarginTimeline, MarginView } from "./margin-view.ts";

export interface Withdrawal extends Pick<MarginTimeline, "inForce"> {
  readonly versions: readonly MarginView[];
  /** The moment by which they were found to be still to come. */
  readonly now: Date;
}

/**
 * Takes scheduled margins back before their day. Whoever had consented to one ahead stands where they stood before: at the margin in force,
 * which consenting ahead requires to be no higher. Their consent to terms that never came must not become consent to others.
 */
export async function withdrawVersions(
  tx: Transaction,
  ctx: Context,
  { versions, inForce, now }: Withdrawal,
): Promise<void> {
  if (versions.length === 0) return;
  const ids = versions.map(({ id }) => id);
  await tx.marginWithdrawal.createMany({
    data: ids.map((marginVersionId) => ({ marginVersionId, withdrawnAt: now, withdrawnById: actorId(ctx) })),
  });
  if (inForce)
    await tx.grant.updateMany({ where: { marginVersionId: { in: ids } }, data: { marginVersionId: inForce.id } });
}
