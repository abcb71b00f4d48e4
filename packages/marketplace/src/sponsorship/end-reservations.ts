import type { Transaction } from "@tollgate/db/open-database";
import { readReservations } from "@tollgate/db/redis/reserve-credit";
import type { Services } from "../context.ts";
import { endReservation } from "../settlement/end-reservation.ts";

type Stores = Pick<Services, "db" | "redis">;

const SPONSORED_LOT = /:\d{4}-\d{2}$/;

const allowancesOf = (builderWorkspaceId: string) => `allowances:${builderWorkspaceId}`;

/** Whoever sets a builder's credit aside has this to themselves from before it does until the credit is moved, or the transaction ends with its process. */
export async function lockAllowances(tx: Transaction, builderWorkspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${allowancesOf(builderWorkspaceId)}, 0))`;
}

/**
 * Ends reservations that a pass has left which died, before or after the credit was moved. Nobody sets credit aside while this looks, so that
 * each one it finds is left; a builder whose allowances are being set aside is looked at by the next pass.
 */
export async function endLeftReservations(services: Stores): Promise<void> {
  const apps = await services.db.prisma.app.findMany({
    where: { marginVersions: { some: { sponsoredMonthlyNano: { gt: 0 } } } },
    select: { workspaceId: true },
    distinct: ["workspaceId"],
  });
  for (const { workspaceId } of apps)
    if ((await reservedLots(services, workspaceId)).length > 0) await endReservationsOf(services, workspaceId);
}

async function endReservationsOf(services: Stores, builderWorkspaceId: string): Promise<void> {
  await services.db.prisma.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<
      { free: boolean }[]
    >`SELECT pg_try_advisory_xact_lock(hashtextextended(${allowancesOf(builderWorkspaceId)}, 0)) AS free`;
    if (!lock?.free) return;
    for (const lotId of await reservedLots(services, builderWorkspaceId))
      await endReservation(services, lotId, builderWorkspaceId);
  });
}

async function reservedLots({ redis }: Stores, builderWorkspaceId: string): Promise<string[]> {
  return (await readReservations(redis, builderWorkspaceId)).filter((id) => SPONSORED_LOT.test(id));
}
