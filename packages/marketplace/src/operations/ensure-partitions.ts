import type { Services } from "../context.ts";

/** Months made ahead: settlement finds its partition even when this job has not run for half a year. */
const MONTHS_AHEAD = 6;

/** Makes the call partitions of this month and the coming ones. @returns how many were new. */
export async function ensurePartitions({ db, now }: Pick<Services, "db" | "now">): Promise<number> {
  const { rows } = await db.pool.query<{ made: number }>(
    "SELECT ensure_call_partitions($1::date, ($1::date + make_interval(months => $2))::date) AS made",
    [now().toISOString().slice(0, 10), MONTHS_AHEAD],
  );
  return rows[0]?.made ?? 0;
}
