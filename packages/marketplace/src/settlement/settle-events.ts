import type { Database } from "@tollgate/db/open-database";
import { type SettlementRow, settleCalls as settleRows, sqlState } from "@tollgate/db/settle-calls";
import type { Legs } from "@tollgate/pricing/price-call";
import { loadPinnedVersions } from "./pinned-version-cache.ts";
import { priceEvent, type QuarantineReason } from "./price-event.ts";
import { readConflicts } from "./read-conflicts.ts";
import { recordAttribution } from "./record-attribution.ts";
import { storableJson, storableText } from "./storable-text.ts";
import type { UsageEvent } from "./usage-event.ts";

/**
 * Calls per statement. What a statement costs beside its calls, a journal and an entry for everyone who has part in it, is a third of it at 500.
 */
export const SETTLEMENT_BATCH = 2_000;

export interface QuarantinedEvent {
  readonly event: UsageEvent;
  readonly reason: QuarantineReason;
  readonly detail: string;
}

export interface SettledEvents {
  readonly quarantined: readonly QuarantinedEvent[];
  /** Calls that were new. */
  readonly fresh: number;
}

/**
 * Prices events at their pinned versions and records them. Any batch may be repeated. An event that cannot be settled, or says otherwise
 * than what is recorded of its call, is put in quarantine and never blocks the others; a database that does not answer throws, and nothing
 * is acknowledged.
 */
export async function settleEvents(db: Database, events: readonly UsageEvent[]): Promise<SettledEvents> {
  const versions = await loadPinnedVersions(db, events);
  const quarantined: QuarantinedEvent[] = [];
  const byMonth = new Map<string, PricedRow[]>();
  const again: PricedRow[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    const priced = priceEvent(event, versions);
    if (priced.kind === "quarantine") {
      quarantined.push({ event, reason: priced.reason, detail: priced.detail });
      continue;
    }
    const row = { event, row: settlementRow(event, priced.legs) };
    if (seen.has(event.id)) {
      again.push(row);
      continue;
    }
    seen.add(event.id);
    const month = new Date(event.at).toISOString().slice(0, 7);
    const rows = byMonth.get(month) ?? [];
    rows.push(row);
    byMonth.set(month, rows);
  }
  await recordAttribution(db, events);
  let fresh = 0;
  for (const rows of byMonth.values()) {
    for (let start = 0; start < rows.length; start += SETTLEMENT_BATCH) {
      const result = await settleOrBisect(db, rows.slice(start, start + SETTLEMENT_BATCH));
      again.push(...result.known);
      quarantined.push(...result.quarantined);
      fresh += result.fresh;
    }
  }
  quarantined.push(...(await readConflicts(db, again)));
  await recordQuarantine(db, quarantined);
  return { quarantined, fresh };
}

export interface PricedRow {
  readonly event: UsageEvent;
  readonly row: SettlementRow;
}

interface SettledRows extends SettledEvents {
  /** Rows of calls that were recorded before. */
  readonly known: readonly PricedRow[];
}

/** Settles a batch; when the database refuses its content, halves it until the refused call is alone. */
async function settleOrBisect(db: Database, rows: readonly PricedRow[]): Promise<SettledRows> {
  try {
    const fresh = new Set(
      await settleRows(
        db.pool,
        rows.map(({ row }) => row),
      ),
    );
    return { known: rows.filter(({ event }) => !fresh.has(event.id)), quarantined: [], fresh: fresh.size };
  } catch (error) {
    const [first] = rows;
    // Classes 22 and 23: the data is at fault, not the connection or the server.
    if (!first || !/^2[23]/.test(sqlState(error))) throw error;
    if (rows.length === 1) {
      const detail = error instanceof Error ? error.message : String(error);
      return { known: [], quarantined: [{ event: first.event, reason: "rejected", detail }], fresh: 0 };
    }
    const middle = rows.length >> 1;
    const left = await settleOrBisect(db, rows.slice(0, middle));
    const right = await settleOrBisect(db, rows.slice(middle));
    return {
      known: [...left.known, ...right.known],
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
      detail: storableText(detail),
      event: JSON.parse(JSON.stringify(storableJson(event))),
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
    sponsoredLotId: event.sponsor,
  };
}
