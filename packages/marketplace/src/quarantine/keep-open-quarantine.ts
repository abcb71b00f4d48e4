import type { Database } from "@tollgate/db/open-database";
import { keepQuarantined, type QuarantinedCharge } from "@tollgate/db/redis/keep-quarantined";
import { releaseQuarantined } from "@tollgate/db/redis/release-quarantined";
import { type CreditStores, projectAll } from "../settlement/project-credit.ts";
import { UsageEvent } from "../settlement/usage-event.ts";

/** Rows looked at together. */
const BATCH = 500;

/**
 * Keeps out of the spendable credit, in a new epoch, what calls in quarantine were charged, until a person decides: Redis' own notes of it do
 * not outlive an epoch. A call that is decided meanwhile is freed again, by whoever comes last, and once.
 */
export async function keepOpenQuarantine(stores: CreditStores, epochId: string): Promise<void> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const rows = await stores.db.prisma.quarantinedCall.findMany({
      where: { resolvedAt: null, workspaceId: { not: "" }, id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true, workspaceId: true, event: true },
    });
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    const charges = await withoutRecorded(stores.db, rows.flatMap(readCharge));
    await projectAll(stores, charges);
    await Promise.all(charges.map((charge) => keepQuarantined(stores.redis, charge, epochId)));
    for (const charge of await resolvedMeanwhile(stores.db, charges)) await releaseQuarantined(stores.redis, charge);
  }
}

/** An event that cannot be read has no amount. */
function readCharge({
  id,
  workspaceId,
  event,
}: {
  id: string;
  workspaceId: string;
  event: unknown;
}): QuarantinedCharge[] {
  const parsed = UsageEvent.safeParse(event);
  if (!parsed.success) return [];
  const { cost, fee, surcharge } = parsed.data.legs;
  const chargeNano = cost + fee + surcharge;
  return chargeNano > 0n ? [{ callId: id, workspaceId, lotId: parsed.data.sponsor, chargeNano }] : [];
}

/** A call that is recorded has been charged; what is in quarantine is only what else was said of it. */
async function withoutRecorded(db: Database, charges: readonly QuarantinedCharge[]): Promise<QuarantinedCharge[]> {
  const ids = charges.map(({ callId }) => callId);
  const recorded = await db.prisma.call.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const known = new Set(recorded.map(({ id }) => id));
  return charges.filter(({ callId }) => !known.has(callId));
}

async function resolvedMeanwhile(db: Database, charges: readonly QuarantinedCharge[]): Promise<QuarantinedCharge[]> {
  const ids = charges.map(({ callId }) => callId);
  const rows = await db.prisma.quarantinedCall.findMany({
    where: { id: { in: ids }, resolvedAt: { not: null } },
    select: { id: true },
  });
  const resolved = new Set(rows.map(({ id }) => id));
  return charges.filter(({ callId }) => resolved.has(callId));
}
