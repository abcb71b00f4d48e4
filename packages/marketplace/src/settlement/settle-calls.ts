import { randomUUID } from "node:crypto";
import type { Database } from "@tollgate/db/open-database";
import { acknowledgeSettled, type SettledEntry } from "@tollgate/db/redis/acknowledge";
import { readUsage, type StreamEntry } from "@tollgate/db/redis/usage-stream";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { readSponsoredCredit } from "@tollgate/db/sponsored-credit";
import type { Redis } from "ioredis";
import { sponsoredLots } from "./project-credit.ts";
import { settleEvents } from "./settle-events.ts";
import { storableText } from "./storable-text.ts";
import { UsageEvent } from "./usage-event.ts";

export interface SettlementStores {
  readonly db: Database;
  readonly redis: Redis;
}

export interface SettleCallsResult {
  /** Entries taken from the stream; zero when it is drained. */
  readonly read: number;
  /** Calls that were new. */
  readonly settled: number;
  readonly quarantined: number;
}

/**
 * Settles the oldest events of one shard: price anew, record in Postgres, and only then acknowledge. Safe to run twice, side by side, or to
 * be killed anywhere: what is recorded is recognised by its call id, what is not acknowledged is read again.
 */
export async function settleCalls(
  { db, redis }: SettlementStores,
  { shard, limit = 500 }: { readonly shard: number; readonly limit?: number },
): Promise<SettleCallsResult> {
  const entries = await readUsage(redis, shard, limit);
  if (entries.length === 0) return { read: 0, settled: 0, quarantined: 0 };
  const parsed = entries.map(parseEntry);
  const events = parsed.flatMap(({ event }) => (event ? [event] : []));
  const malformed = parsed.filter(({ event }) => event === null).map(({ entry }) => entry);
  await keepMalformed(db, malformed);
  const { fresh, quarantined } = await settleEvents(db, events);

  const held = new Set(quarantined.map(({ event }) => event));
  const acknowledged = parsed.map(({ entry, event }): SettledEntry => {
    return {
      streamId: entry.streamId,
      workspaceId: event?.wsp ?? "",
      lotId: event?.sponsor,
      chargeNano: event ? event.legs.cost + event.legs.fee + event.legs.surcharge : 0n,
      countsAsUnsettled: event !== null && !entry.loose,
      epoch: entry.epoch,
      quarantinedCallId: event && held.has(event) ? event.id : null,
    };
  });
  const workspaceIds = [...new Set(events.map((event) => event.wsp))];
  const lots = sponsoredLots(events.map(({ wsp, sponsor }) => ({ workspaceId: wsp, lotId: sponsor })));
  const credit = [...(await readSpendableCredit(db.pool, workspaceIds)), ...(await readSponsoredCredit(db.pool, lots))];
  await acknowledgeSettled(redis, shard, { entries: acknowledged, credit });
  return { read: entries.length, settled: fresh, quarantined: quarantined.length + malformed.length };
}

function parseEntry(entry: StreamEntry): { entry: StreamEntry; event: UsageEvent | null } {
  try {
    return { entry, event: UsageEvent.parse(JSON.parse(entry.event)) };
  } catch {
    return { entry, event: null };
  }
}

async function keepMalformed(db: Database, entries: readonly StreamEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.prisma.quarantinedCall.createMany({
    data: entries.map((entry) => ({
      id: randomUUID(),
      workspaceId: "",
      reason: "malformed",
      detail: `stream entry ${entry.streamId} is not a usage event`,
      event: { text: storableText(entry.event) },
    })),
  });
}
