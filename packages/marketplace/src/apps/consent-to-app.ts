import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { renewCap } from "../inference/renew-cap.ts";
import type { AppRow } from "./app-view.ts";
import { lockApp } from "./lock-app.ts";
import { marginTimeline, toMarginView } from "./margin-view.ts";

export interface Consent {
  /** The margin the person was shown. */
  readonly marginVersionId: string;
  readonly monthlyCapNano: bigint | null;
  readonly acceptedById: string;
  readonly acceptedAt: Date;
}

/**
 * Records that a workspace pays for an app's calls at the margin in force: one grant per app and workspace, which consenting again renews.
 * The app stays locked for the rest of the transaction, so that nobody else makes the grant meanwhile.
 * @throws MarketplaceError `conflict` when another margin is in force by now: the person has to see that one first.
 */
export async function consentToApp(
  tx: Transaction,
  ctx: Pick<Context, "redis" | "now">,
  { appId, workspaceId, consent }: { appId: string; workspaceId: string; consent: Consent },
): Promise<{ readonly app: AppRow; readonly grantId: string }> {
  const app = await lockApp(tx, appId, null);
  const { inForce } = marginTimeline(app.marginVersions.map(toMarginView), ctx.now());
  if (inForce?.id !== consent.marginVersionId)
    throw new MarketplaceError(
      "conflict",
      "The app’s margin has changed since you saw it. Look at the new one first.",
      {
        field: "marginVersionId",
      },
    );
  const parties = { appId, workspaceId };
  const before = await tx.grant.findUnique({ where: { appId_workspaceId: parties } });
  const grant = await tx.grant.upsert({
    where: { appId_workspaceId: parties },
    create: { id: newId("grant"), ...parties, ...consent },
    update: { ...consent, status: "active", revokedAt: null },
  });
  await renewCap(ctx, {
    workspaceId,
    scopeId: grant.id,
    before: { limitNano: before?.monthlyCapNano ?? null, reset: "monthly" },
    after: { limitNano: consent.monthlyCapNano, reset: "monthly" },
  });
  return { app, grantId: grant.id };
}
