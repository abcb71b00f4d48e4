import type { Transaction } from "@tollgate/db/open-database";
import type { Services } from "../context.ts";

export interface RollUpResult {
  /** UTC days that were computed anew, `YYYY-MM-DD`. */
  readonly days: string[];
  /** Another worker is at it; nothing was done. */
  readonly skipped: boolean;
}

export const ROLL_UP_JOB = "roll-up-earnings";

/** A settlement that began before the last pass may commit after it: longer than any settlement takes. */
const OVERLAP = "2 minutes";
const TIMEOUT_MS = 10 * 60_000;

/**
 * Brings `earnings_day` up to date: every UTC day that has calls booked since the last pass is computed anew from its calls and SET, never
 * added to, so that passes may repeat and overlap. Charts read this; balances come from the ledger.
 */
export async function rollUpEarnings({ db }: Pick<Services, "db">): Promise<RollUpResult> {
  return await db.prisma.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ held: boolean; now: Date }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${ROLL_UP_JOB}, 0)) AS held, clock_timestamp() AS now`;
      if (!lock?.held) return { days: [], skipped: true };
      const days = await touchedDays(tx);
      for (const day of days) await setDay(tx, day);
      await tx.jobWatermark.upsert({
        where: { job: ROLL_UP_JOB },
        create: { job: ROLL_UP_JOB, bookedAt: lock.now },
        update: { bookedAt: lock.now },
      });
      return { days, skipped: false };
    },
    { timeout: TIMEOUT_MS },
  );
}

async function touchedDays(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ day: string }[]>`
    SELECT DISTINCT to_char(event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM call
      WHERE booked_at >= coalesce(
        (SELECT booked_at FROM job_watermark WHERE job = ${ROLL_UP_JOB}) - ${OVERLAP}::interval, '-infinity'::timestamptz)
      ORDER BY day`;
  return rows.map((row) => row.day);
}

/** Call ids carry their admission time, so a range of ids with an hour to spare on both sides finds the day's calls without reading others. */
async function setDay(tx: Transaction, day: string): Promise<void> {
  await tx.$executeRaw`
    WITH bounds AS (
      SELECT ${day}::date::timestamp AT TIME ZONE 'UTC' AS since, (${day}::date + 1)::timestamp AT TIME ZONE 'UTC' AS until
    ), billed AS (
      SELECT c.* FROM call c, bounds b
        WHERE c.id >= uuid_v7_floor(b.since - interval '1 hour') AND c.id < uuid_v7_floor(b.until + interval '1 hour')
          AND c.event_at >= b.since AND c.event_at < b.until AND c.charge_nano > 0
    ), earned AS (
      SELECT provider_workspace_id AS payee, 'provider' AS role, model_id, endpoint_id AS source, cost_nano AS nano
        FROM billed WHERE provider_workspace_id IS NOT NULL AND endpoint_id IS NOT NULL
      UNION ALL
      SELECT builder_workspace_id, 'builder', model_id, app_id, surcharge_nano
        FROM billed WHERE builder_workspace_id IS NOT NULL AND app_id IS NOT NULL
    )
    INSERT INTO earnings_day AS old (payee_workspace_id, role, day, model_id, source_id, calls, earned_nano)
      SELECT payee, role, ${day}::date, model_id, source, count(*)::integer, sum(nano)::bigint
        FROM earned GROUP BY payee, role, model_id, source
      ON CONFLICT (payee_workspace_id, role, day, model_id, source_id) DO UPDATE
        SET calls = excluded.calls, earned_nano = excluded.earned_nano
        WHERE (old.calls, old.earned_nano) IS DISTINCT FROM (excluded.calls, excluded.earned_nano)`;
}
