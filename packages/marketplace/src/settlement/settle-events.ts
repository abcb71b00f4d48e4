import type { Database } from "@tollgate/db/open-database";
import { type SettlementRow, settleCalls as settleRows, sqlState } from "@tollgate/db/settle-calls";
import type { Legs } from "@tollgate/pricing/price-call";
import { loadPinnedVersions } from "./pinned-version-cache.ts";
import { priceEvent, type QuarantineReason } from "./price-event.ts";
import type { UsageEvent } from "./usage-event.ts";

/** Calls per statement. */
const BATCH = 500;

export interface QuarantinedEvent {
  readonly event: UsageEvent;
  readonly reason: QuarantineReason;
  readonly detail: string;
}

export interface SettledEvents {
  /** Recorded now or before. */
  readonly settled: readonly UsageEvent[];
  readonly quarantined: readonly QuarantinedEvent[];
  /** Of the settled ones, how many were new. */
  readonly fresh: number;
}

/**
 * Prices events at their pinned versions and records them. Any batch may be repeated. An event that cannot be settled is put in quarantine
 * and never blocks the others; a database that does not answer throws, and nothing is acknowledged.
 */
export async function settleEvents(db: Database, events: readonly UsageEvent[]): Promise<SettledEvents> {
  const versions = await loadPinnedVersions(db, events);
  const quarantined: QuarantinedEvent[] = [];
  const byMonth = new Map<string, PricedRow[]>();
  for (const event of events) {
    const priced = priceEvent(event, versions);
    if (priced.kind === "quarantine") {
      quarantined.push({ event, reason: priced.reason, detail: priced.detail });
      continue;
    }
    const month = new Date(event.at).toISOString().slice(0, 7);
    const rows = byMonth.get(month) ?? [];
    rows.push({ event, row: settlementRow(event, priced.legs) });
    byMonth.set(month, rows);
  }
  const settled: UsageEvent[] = [];
  let fresh = 0;
  for (const rows of byMonth.values()) {
    for (let start = 0; start < rows.length; start += BATCH) {
      const result = await settleOrBisect(db, rows.slice(start, start + BATCH));
      settled.push(...result.settled);
      quarantined.push(...result.quarantined);
      fresh += result.fresh;
    }
  }
  await recordQuarantine(db, quarantined);
  return { settled, quarantined, fresh };
}

interface PricedRow {
  readonly event: UsageEvent;
  readonly row: SettlementRow;
}

/** Settles a batch; when the database refuses its content, halves it until the refused call is alone. */
async function settleOrBisect(db: Database, rows: readonly PricedRow[]): Promise<SettledEvents> {
  try {
    const fresh = await settleRows(
      db.pool,
      rows.map(({ row }) => row),
    );
    return { settled: rows.map(({ event }) => event), quarantined: [], fresh: fresh.length };
  } catch (error) {
    const [first] = rows;
    // Classes 22 and 23: the data is at fault, not the connection or the server.
    if (!first || !/^2[23]/.test(sqlState(error))) throw error;
    if (rows.length === 1) {
      const detail = error instanceof Error ? error.message : String(error);
      return { settled: [], quarantined: [{ event: first.event, reason: "rejected", detail }], fresh: 0 };
    }
    const middle = rows.length >> 1;
    const left = await settleOrBisect(db, rows.slice(0, middle));
    const right = await settleOrBisect(db, rows.slice(middle));
    return {
      settled: [...left.settled, ...right.settled],
      quarantined: [...left.quarantined, ...right.quarantined],
      fresh: left.fresh + right.fresh,
    };
  }
}

async function recordQuarantine(db: Database, quarantined: readonly QuarantinedEvent[]): Promise<void> {
  if (quarantined.length === 0) return;
  await db.prisma.quarantinedCall.createMany({
    data: quarantined.map(({ event, reason, detail }) => ({
      id: event.id,
      workspaceId: event.wsp,
      reason,
      detail,
      event: JSON.parse(JSON.stringify(event, (_key, value) => (typeof value === "bigint" ? value.toString() : value))),
    })),
    skipDuplicates: true,
  });
}

function settlementRow(event: UsageEvent, legs: Legs): SettlementRow {
  return {
    callId: event.id,
    workspaceId: event.wsp,
    keyId: event.key,
    appId: event.app,
    grantId: event.grant,
    builderWorkspaceId: event.builder,
    modelId: event.model,
    providerId: event.provider,
    providerWorkspaceId: event.payee,
    endpointId: event.endpoint,
    priceVersionId: event.price,
    feeVersionId: event.fee,
    marginVersionId: event.margin,
    units: event.units,
    legs,
    holdNano: event.hold,
    outcome: event.outcome,
    usageSource: event.source,
    finishReason: event.finish,
    attempts: event.attempts,
    streamed: event.streamed,
    firstContentMs: event.firstMs,
    durationMs: event.ms,
    eventAt: new Date(event.at),
  };
}
