import type { Services } from "../context.ts";

/** Months of calls that have their own partition ahead of time. */
const MONTHS_AHEAD = 6;

/** Makes the partitions that calls of the coming months go to. What has none goes to the default partition, so nothing is ever refused. */
export async function ensurePartitions({ db }: Pick<Services, "db">): Promise<{ made: number }> {
  const { rows } = await db.pool.query<{ made: number }>(
    `SELECT ensure_call_partitions(utc_month(now()), utc_month(now() + make_interval(months => $1))) AS made`,
    [MONTHS_AHEAD],
  );
  return { made: rows[0]?.made ?? 0 };
}
