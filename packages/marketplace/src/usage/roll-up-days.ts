import type { Transaction } from "@tollgate/db/open-database";
import type { Services } from "../context.ts";

export interface RollUpResult {
  /** UTC days that were computed anew, `YYYY-MM-DD`. */
  readonly days: string[];
  /** Another worker is at it; nothing was done. */
  readonly skipped: boolean;
}

/** A settlement that began before the last pass may commit after it: longer than any settlement takes. */
const OVERLAP = "2 minutes";
const TIMEOUT_MS = 10 * 60_000;

/**
 * Computes every UTC day anew that has calls or refunds of calls booked since the job's last pass. `setDay` must SET what it computes, never add to it, so that
 * passes may repeat and overlap.
 */
export async function rollUpDays(
  { db }: Pick<Services, "db">,
  job: string,
  setDay: (tx: Transaction, day: string) => Promise<void>,
): Promise<RollUpResult> {
  return await db.prisma.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ held: boolean; now: Date }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${job}, 0)) AS held, clock_timestamp() AS now`;
      if (!lock?.held) return { days: [], skipped: true };
      const days = await touchedDays(tx, job);
      for (const day of days) await setDay(tx, day);
      await tx.jobWatermark.upsert({
        where: { job },
        create: { job, bookedAt: lock.now },
        update: { bookedAt: lock.now },
      });
      return { days, skipped: false };
    },
    { timeout: TIMEOUT_MS },
  );
}

async function touchedDays(tx: Transaction, job: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ day: string }[]>`
    WITH since AS (
      SELECT coalesce((SELECT booked_at FROM job_watermark WHERE job = ${job}) - ${OVERLAP}::interval, '-infinity'::timestamptz) AS moment
    )
    SELECT DISTINCT to_char(event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM (
        SELECT event_at FROM call WHERE booked_at >= (SELECT moment FROM since)
        UNION ALL SELECT c.event_at FROM call_refund f JOIN call c ON c.id = f.call_id WHERE f.booked_at >= (SELECT moment FROM since)) touched
      ORDER BY day`;
  return rows.map((row) => row.day);
}
