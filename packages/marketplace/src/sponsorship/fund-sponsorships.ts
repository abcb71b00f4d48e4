import { reserveCredit } from "@tollgate/db/redis/reserve-credit";
import { type FundingOutcome, fundSponsorship, sponsoredLotId } from "@tollgate/db/sponsored-credit";
import { consentState } from "../apps/consent-state.ts";
import { toMarginView, WITH_WITHDRAWAL } from "../apps/margin-view.ts";
import type { Services } from "../context.ts";
import { endReservation } from "../settlement/end-reservation.ts";
import { projectCredit, projectSponsored } from "../settlement/project-credit.ts";
import { lockAllowances } from "./end-reservations.ts";

type Stores = Pick<Services, "db" | "redis" | "now">;

/** Grants read at a time. */
const PAGE = 500;

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
 * once. What the credit does not cover is not funded, keeps no other from being funded, and is tried again by the next pass.
 * @param page grants read at a time.
 */
export async function fundSponsorships(services: Stores, page = PAGE): Promise<FundedSponsorships> {
  const unfunded: DueSponsorship[] = [];
  /** The least that a builder's credit did not cover. */
  const uncovered = new Map<string, bigint>();
  let funded = 0;
  for await (const due of dueSponsorships(services, page)) {
    const { builderWorkspaceId, amountNano } = due;
    const least = uncovered.get(builderWorkspaceId);
    const outcome = least !== undefined && amountNano >= least ? "unfunded" : await fund(services, due);
    if (outcome === "funded") funded += 1;
    if (outcome !== "unfunded") continue;
    unfunded.push(due);
    if (least === undefined || amountNano < least) uncovered.set(builderWorkspaceId, amountNano);
  }
  return { funded, unfunded };
}

/** In the order of the grants' ids, page by page. */
async function* dueSponsorships({ db, now }: Stores, page: number): AsyncGenerator<DueSponsorship> {
  const month = new Date(monthOf(now()));
  let after = "";
  let read: number;
  do {
    const grants = await db.prisma.grant.findMany({
      where: {
        ...{ id: { gt: after }, status: "active" },
        app: { status: "active", marginVersions: { some: { sponsoredMonthlyNano: { gt: 0 } } } },
        sponsoredLots: { none: { month } },
      },
      include: { app: { include: { marginVersions: WITH_WITHDRAWAL } } },
      orderBy: { id: "asc" },
      take: page,
    });
    for (const { app, ...grant } of grants) {
      after = grant.id;
      if (app.workspaceId === grant.workspaceId) continue;
      const { applied } = consentState(app.marginVersions.map(toMarginView), grant, now());
      if (applied === null || applied.sponsoredMonthlyNano === 0n) continue;
      yield {
        ...{ grantId: grant.id, appId: app.id, appName: app.name, workspaceId: grant.workspaceId },
        ...{ builderWorkspaceId: app.workspaceId, marginVersionId: applied.id },
        amountNano: applied.sponsoredMonthlyNano,
      };
    }
    read = grants.length;
  } while (read === page);
}

/**
 * Sets the credit aside where the builder's own calls are admitted, moves it, and ends the reservation in the step in which their calls see the
 * lower balance. What a crash in between leaves reserved is ended by the next pass.
 */
async function fund(services: Stores, due: DueSponsorship): Promise<FundingOutcome> {
  const { grantId, workspaceId, builderWorkspaceId } = due;
  const lotId = sponsoredLotId(grantId, services.now().getTime());
  let outcome = await setAside(services, due, lotId);
  if (outcome === "cold") {
    await projectCredit(services, builderWorkspaceId);
    outcome = await setAside(services, due, lotId);
  }
  if (outcome === "short" || outcome === "cold") return "unfunded";
  await endReservation(services, lotId, builderWorkspaceId);
  await projectSponsored(services, { workspaceId, lotId });
  return outcome;
}

/** Reserves and moves the credit while nobody else does for the same builder. @returns `short` or `cold` with nothing reserved. */
async function setAside(
  { db, redis, now }: Stores,
  { grantId, builderWorkspaceId, marginVersionId, amountNano }: DueSponsorship,
  lotId: string,
): Promise<FundingOutcome | "short" | "cold"> {
  return await db.prisma.$transaction(async (tx) => {
    await lockAllowances(tx, builderWorkspaceId);
    const answer = await reserveCredit(redis, { id: lotId, workspaceId: builderWorkspaceId, amountNano });
    if (answer.kind !== "reserved") return answer.kind;
    return await fundSponsorship(tx, { grantId, month: monthOf(now()), marginVersionId });
  });
}

/** First day of a moment's UTC month. */
export function monthOf(at: Date): string {
  return `${at.toISOString().slice(0, 7)}-01`;
}
