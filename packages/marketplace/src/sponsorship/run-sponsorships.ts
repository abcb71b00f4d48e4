import { closeSponsored, returnSponsored } from "@tollgate/db/sponsored-credit";
import type { Services } from "../context.ts";
import { projectCredit, projectSponsored } from "../settlement/project-credit.ts";
import { endLeftReservations } from "./end-reservations.ts";
import { fundSponsorships } from "./fund-sponsorships.ts";
import { tellUnfunded } from "./tell-unfunded.ts";

/** Longer than a call and its settlement take: what was admitted against an allowance settles from it. */
const GRACE_SECONDS = 3_600;

export interface SponsorshipPass {
  readonly closed: number;
  readonly returnedNano: bigint;
  readonly funded: number;
  readonly unfunded: number;
}

/**
 * Keeps allowances in step with the month: those that are over, or whose customer left, take no more calls and an hour later give back what is
 * left; those of the month are funded; builders whose credit does not cover them are told once a month. Any number of passes, side by side, give
 * the same books.
 * @param graceSeconds how long a closed allowance still settles calls.
 */
export async function runSponsorships(services: Services, graceSeconds = GRACE_SECONDS): Promise<SponsorshipPass> {
  const closed = await closeSponsored(services.db.pool);
  for (const lotId of closed) await projectClosed(services, lotId);
  const returned = await returnSponsored(services.db.pool, graceSeconds);
  for (const builder of new Set(returned.map((one) => one.builderWorkspaceId))) await projectCredit(services, builder);
  await endLeftReservations(services);
  const { funded, unfunded } = await fundSponsorships(services);
  await tellUnfunded(services, unfunded);
  const returnedNano = returned.reduce((sum, { restNano }) => sum + restNano, 0n);
  return { closed: closed.length, returnedNano, funded, unfunded: unfunded.length };
}

async function projectClosed(services: Services, lotId: string): Promise<void> {
  const { workspaceId } = await services.db.prisma.sponsoredLot.findUniqueOrThrow({ where: { id: lotId } });
  await projectSponsored(services, { workspaceId, lotId });
}
