import type { Legs } from "@tollgate/pricing/price-call";
import type { UsageUnits } from "@tollgate/pricing/usage-units";
import type pg from "pg";

/** A terminal call with its authoritative legs, ready to be recorded. */
export interface SettlementRow {
  readonly callId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly appId: string | null;
  readonly grantId: string | null;
  readonly builderWorkspaceId: string | null;
  readonly modelId: string;
  readonly providerId: string | null;
  readonly providerWorkspaceId: string | null;
  readonly endpointId: string | null;
  readonly priceVersionId: string | null;
  readonly feeVersionId: string;
  readonly marginVersionId: string | null;
  readonly units: UsageUnits;
  readonly legs: Legs;
  readonly holdNano: bigint;
  readonly outcome: string;
  readonly usageSource: string;
  readonly finishReason: string | null;
  readonly attempts: unknown;
  readonly streamed: boolean;
  readonly firstContentMs: number | null;
  readonly durationMs: number;
  readonly eventAt: Date;
  /** The sponsored lot it was admitted against, which pays it as far as it lasts. */
  readonly sponsoredLotId?: string | null;
}

const SETTLE_SQL = `SELECT settle_calls($1::timestamptz, $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
  $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::jsonb[], $16::bigint[], $17::bigint[],
  $18::bigint[], $19::bigint[], $20::text[], $21::text[], $22::text[], $23::jsonb[], $24::boolean[], $25::integer[], $26::integer[],
  $27::timestamptz[], $28::text[])::text[] AS settled`;

/** Serialisation failures and deadlocks: the same batch may be sent again. */
const RETRYABLE: ReadonlySet<string> = new Set(["40001", "40P01"]);
const MAX_TRIES = 5;

/**
 * Records a batch of calls and moves their money in one statement. A call id that is already recorded contributes nothing, so any batch may
 * be repeated, reordered or overlap with another. All rows must belong to the same UTC month.
 * @returns the call ids that were new.
 */
export async function settleCalls(pool: pg.Pool, rows: readonly SettlementRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const values = columnsOf(rows);
  for (let tries = 1; ; tries++) {
    try {
      const result = await pool.query<{ settled: string[] }>({ name: "settle_calls", text: SETTLE_SQL, values });
      return result.rows[0]?.settled ?? [];
    } catch (error) {
      if (tries >= MAX_TRIES || !RETRYABLE.has(sqlState(error))) throw error;
    }
  }
}

/** SQLSTATE of a Postgres error, or an empty string. */
export function sqlState(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function columnsOf(rows: readonly SettlementRow[]): unknown[] {
  const column = <T>(pick: (row: SettlementRow) => T) => rows.map(pick);
  const latest = rows.reduce((at, row) => (row.eventAt > at ? row.eventAt : at), new Date(0));
  return [
    latest,
    column((r) => r.callId),
    column((r) => r.workspaceId),
    column((r) => r.keyId),
    column((r) => r.appId),
    column((r) => r.grantId),
    column((r) => r.builderWorkspaceId),
    column((r) => r.modelId),
    column((r) => r.providerId),
    column((r) => r.providerWorkspaceId),
    column((r) => r.endpointId),
    column((r) => r.priceVersionId),
    column((r) => r.feeVersionId),
    column((r) => r.marginVersionId),
    column((r) => JSON.stringify(r.units)),
    column((r) => r.legs.costNano),
    column((r) => r.legs.feeNano),
    column((r) => r.legs.surchargeNano),
    column((r) => r.holdNano),
    column((r) => r.outcome),
    column((r) => r.usageSource),
    column((r) => r.finishReason),
    column((r) => JSON.stringify(r.attempts)),
    column((r) => r.streamed),
    column((r) => r.firstContentMs),
    column((r) => r.durationMs),
    column((r) => r.eventAt),
    column((r) => r.sponsoredLotId ?? null),
  ];
}
