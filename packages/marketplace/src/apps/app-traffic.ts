import { isMeteredBucket, type UsageUnits } from "@tollgate/pricing/usage-units";
import type { UnitPrices } from "@tollgate/pricing/versions";
import { z } from "zod";
import { callIdFloor } from "../calls/call-id-range.ts";
import type { Services } from "../context.ts";
import { correctedPrices } from "../settlement/read-unit-prices.ts";

/** Calls of an app that are the same to a margin: of one customer and model, metered alike at the same prices. */
export interface TrafficCalls {
  readonly workspaceId: string;
  readonly modelId: string;
  readonly units: UsageUnits;
  /** `null` where nothing served. */
  readonly prices: UnitPrices | null;
  readonly calls: number;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
}

/** A day's calls of an app with one customer and model, from the roll-up. */
export interface TrafficDay {
  readonly workspaceId: string;
  readonly modelId: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly calls: number;
  /** Of them, those that delivered something. */
  readonly servedCalls: number;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
}

/** Calls that are read one by one, at most; older days come from the roll-up. */
export const MOST_CALLS = 5_000;

const HOUR_MS = 3_600_000;

/** Days of an app from the roll-up, newest first. */
export async function readTrafficDays(
  { db }: Pick<Services, "db">,
  appId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<TrafficDay[]> {
  const { rows } = await db.pool.query<
    { [column: string]: bigint } & { workspace: string; model: string; day: string }
  >(
    `SELECT workspace_id AS workspace, model_id AS model, to_char(day, 'YYYY-MM-DD') AS day, sum(calls) AS calls,
        sum(calls - failed_calls) AS served, sum(input_tokens)::bigint AS input, sum(output_tokens)::bigint AS output,
        sum(cost_nano)::bigint AS cost, sum(fee_nano)::bigint AS fee, sum(surcharge_nano)::bigint AS surcharge
      FROM usage_day WHERE app_id = $1 AND app_id <> '' AND day >= $2::date AND day <= $3::date
      GROUP BY 1, 2, 3 ORDER BY 3 DESC, 1, 2`,
    [appId, from, to],
  );
  return rows.map((row) => ({
    workspaceId: row.workspace,
    modelId: row.model,
    day: row.day,
    calls: Number(row.calls),
    servedCalls: Number(row.served),
    inputTokens: row.input ?? 0n,
    outputTokens: row.output ?? 0n,
    costNano: row.cost ?? 0n,
    feeNano: row.fee ?? 0n,
    surchargeNano: row.surcharge ?? 0n,
  }));
}

/**
 * Which days can be read call by call: the newest ones that together have at most `MOST_CALLS`.
 * @param days newest first.
 * @param from first day that matters.
 * @returns the first of them, or the day after the newest when that alone has more.
 */
export function firstExactDay(days: readonly TrafficDay[], from: string): string {
  let calls = 0;
  for (const [day, ofDay] of Map.groupBy(days, ({ day }) => day)) {
    calls += ofDay.reduce((sum, one) => sum + one.calls, 0);
    if (calls > MOST_CALLS) return dayAfter(day);
  }
  return from;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * HOUR_MS).toISOString().slice(0, 10);
}

const UnitsColumn = z.record(z.string(), z.int().min(0));

/**
 * The app's calls since a UTC day, alike ones together. Reads `MOST_CALLS` rows of the app's own index and a tenth more at most, for those
 * that came since the roll-up.
 */
export async function readTrafficCalls(
  { db }: Pick<Services, "db">,
  { appId, workspaceIds, since }: { appId: string; workspaceIds: readonly string[]; since: string },
): Promise<TrafficCalls[]> {
  const start = new Date(`${since}T00:00:00Z`);
  const { rows } = await db.pool.query<CallsRow>(
    `SELECT workspace_id AS workspace, model_id AS model, price_version_id AS price, units, count(*)::integer AS calls,
        sum(cost_nano)::bigint AS cost, sum(fee_nano)::bigint AS fee, sum(surcharge_nano)::bigint AS surcharge
      FROM (SELECT of_one.* FROM unnest($2::text[]) customer CROSS JOIN LATERAL (
          SELECT workspace_id, model_id, price_version_id, units::text AS units, cost_nano, fee_nano, surcharge_nano FROM call
            WHERE app_id = $1 AND workspace_id = customer AND id >= $3::uuid AND event_at >= $4) of_one
        LIMIT $5) recent GROUP BY 1, 2, 3, 4`,
    [appId, workspaceIds, callIdFloor(new Date(start.getTime() - HOUR_MS)), start, MOST_CALLS * 1.1],
  );
  const ids = [...new Set(rows.flatMap(({ price }) => price ?? []))];
  const versions = await db.prisma.priceVersion.findMany({
    where: { id: { in: ids } },
    include: { corrections: true },
  });
  const prices = new Map(versions.map((version) => [version.id, correctedPrices(version)]));
  return rows.map((row) => ({
    workspaceId: row.workspace,
    modelId: row.model,
    units: readUnits(row.units),
    prices: (row.price === null ? undefined : prices.get(row.price)) ?? null,
    calls: row.calls,
    costNano: row.cost,
    feeNano: row.fee,
    surchargeNano: row.surcharge,
  }));
}

interface CallsRow {
  readonly workspace: string;
  readonly model: string;
  readonly price: string | null;
  /** JSON. Equal units are equal letters, since Postgres writes the keys in one order. */
  readonly units: string;
  readonly calls: number;
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
}

function readUnits(json: string): UsageUnits {
  return Object.fromEntries(
    Object.entries(UnitsColumn.parse(JSON.parse(json))).filter(([bucket]) => isMeteredBucket(bucket)),
  );
}
