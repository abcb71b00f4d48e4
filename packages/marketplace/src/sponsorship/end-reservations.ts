import { readReservations, releaseReservation } from "@tollgate/db/redis/reserve-credit";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { sponsoredLotId } from "@tollgate/db/sponsored-credit";
import type { Services } from "../context.ts";

type Stores = Pick<Services, "db" | "redis" | "now">;

const SPONSORED_LOT = /:\d{4}-\d{2}$/;
const grantOf = (lotId: string) => lotId.replace(SPONSORED_LOT, "");

/**
 * Ends reservations of passes that died after the credit was moved, or before it was and it never will be: the allowance exists, nobody is there
 * to sponsor, or the month is over. Those that are still to be funded stay, since another pass may be about to move the credit.
 */
export async function endLeftReservations(services: Stores): Promise<void> {
  const { db, redis, now } = services;
  const apps = await db.prisma.app.findMany({
    where: { marginVersions: { some: { sponsoredMonthlyNano: { gt: 0 } } } },
    select: { workspaceId: true },
    distinct: ["workspaceId"],
  });
  for (const { workspaceId: builderWorkspaceId } of apps) {
    const reserved = (await readReservations(redis, builderWorkspaceId)).filter((id) => SPONSORED_LOT.test(id));
    if (reserved.length === 0) continue;
    const lots = await db.prisma.sponsoredLot.findMany({ where: { id: { in: reserved } }, select: { id: true } });
    const grants = await db.prisma.grant.findMany({
      where: { id: { in: reserved.map(grantOf) }, status: "active", app: { status: "active" } },
      select: { id: true },
    });
    const [moved, active] = [new Set(lots.map(({ id }) => id)), new Set(grants.map(({ id }) => id))];
    for (const lotId of reserved) {
      const isDue = active.has(grantOf(lotId)) && lotId === sponsoredLotId(grantOf(lotId), now().getTime());
      if (moved.has(lotId) || !isDue) await endReservation(services, { builderWorkspaceId, lotId });
    }
  }
}

/** Ends what is set aside for an allowance, in the step in which calls see the credit as Postgres has it. */
export async function endReservation(
  services: Stores,
  { builderWorkspaceId, lotId }: { readonly builderWorkspaceId: string; readonly lotId: string },
): Promise<void> {
  const [credit] = await readSpendableCredit(services.db.pool, [builderWorkspaceId]);
  if (credit) await releaseReservation(services.redis, lotId, credit);
}
