import { reserveCredit } from "@tollgate/db/redis/reserve-credit";
import { type FundingOutcome, fundSponsorship, sponsoredLotId } from "@tollgate/db/sponsored-credit";
import { consentState } from "../apps/consent-state.ts";
import { toMarginView, WITH_WITHDRAWAL } from "../apps/margin-view.ts";
import type { Services } from "../context.ts";
import { projectCredit, projectSponsored } from "../settlement/project-credit.ts";
import { endReservation } from "./end-reservations.ts";

type Stores = Pick<Services, "db" | "redis" | "now">;

/** Grants funded per pass; the others are due again at once. */
const BATCH = 500;

/** A grant whose margin says that its builder pays for some of its calls, and whose month has no allowance yet. */
export interface DueSponsorship {
  readonly grantId: string;
  readonly appId: string;
  readonly appName: string;
  /** The customer. */
  readonly workspaceId: string;
  readonly builderWorkspaceId: string;
  readonly marginVersionId: string;
  readonly amountNano: bigint;
}

export interface FundedSponsorships {
  readonly funded: number;
  /** Those whose builder has not the credit. */
  readonly unfunded: readonly DueSponsorship[];
}

/**
 * Sets aside this month's allowances that are not set aside yet, from each builder's paid credit. Any number of passes, side by side, fund each
 * once. What the credit does not cover is not funded, and is tried again by the next pass.
 */
export async function fundSponsorships(services: Stores): Promise<FundedSponsorships> {
  const unfunded: DueSponsorship[] = [];
  let funded = 0;
  for (const due of await dueSponsorships(services)) {
    const outcome = await fund(services, due);
    if (outcome === "funded") funded += 1;
    if (outcome === "unfunded") unfunded.push(due);
  }
  return { funded, unfunded };
}

async function dueSponsorships({ db, now }: Stores): Promise<DueSponsorship[]> {
  const month = monthOf(now());
  const grants = await db.prisma.grant.findMany({
    where: {
      status: "active",
      app: { status: "active", marginVersions: { some: { sponsoredMonthlyNano: { gt: 0 } } } },
      sponsoredLots: { none: { month: new Date(month) } },
    },
    include: { app: { include: { marginVersions: WITH_WITHDRAWAL } } },
    orderBy: { id: "asc" },
    take: BATCH,
  });
  return grants.flatMap(({ app, ...grant }) => {
    if (app.workspaceId === grant.workspaceId) return [];
    const { applied } = consentState(app.marginVersions.map(toMarginView), grant, now());
    if (applied === null || applied.sponsoredMonthlyNano === 0n) return [];
    return {
      ...{ grantId: grant.id, appId: app.id, appName: app.name, workspaceId: grant.workspaceId },
      ...{ builderWorkspaceId: app.workspaceId, marginVersionId: applied.id, amountNano: applied.sponsoredMonthlyNano },
    };
  });
}

/**
 * Sets the credit aside where the builder's own calls are admitted, moves it, and ends the reservation in the step in which their calls see the
 * lower balance. A crash in between leaves a reservation that the next pass takes up again, or ends when the credit was moved.
 */
async function fund(services: Stores, due: DueSponsorship): Promise<FundingOutcome> {
  const { grantId, workspaceId, builderWorkspaceId, amountNano, marginVersionId } = due;
  const lotId = sponsoredLotId(grantId, services.now().getTime());
  const reservation = { id: lotId, workspaceId: builderWorkspaceId, amountNano };
  let answer = await reserveCredit(services.redis, reservation);
  if (answer.kind === "cold") {
    await projectCredit(services, builderWorkspaceId);
    answer = await reserveCredit(services.redis, reservation);
  }
  if (answer.kind !== "reserved") return "unfunded";
  const month = monthOf(services.now());
  const outcome = await fundSponsorship(services.db.pool, { grantId, month, marginVersionId });
  await endReservation(services, { builderWorkspaceId, lotId });
  await projectSponsored(services, { workspaceId, lotId });
  return outcome;
}

/** First day of a moment's UTC month. */
export function monthOf(at: Date): string {
  return `${at.toISOString().slice(0, 7)}-01`;
}
