import type { Database } from "@tollgate/db/open-database";
import type { UsageEvent } from "./usage-event.ts";

/**
 * Keeps who and what calls were for. Before the calls themselves, so that a recorded call always has it; that of a call which then cannot be
 * settled stays for when it can. May be repeated: the first word counts.
 */
export async function recordAttribution(db: Database, events: readonly UsageEvent[]): Promise<void> {
  const data = events.flatMap(({ id, for: said }) => {
    const { user = null, tenant = null, feature = null } = said ?? {};
    return user || tenant || feature
      ? { callId: id, endUser: user || null, tenant: tenant || null, feature: feature || null }
      : [];
  });
  if (data.length > 0) await db.prisma.callAttribution.createMany({ data, skipDuplicates: true });
}
