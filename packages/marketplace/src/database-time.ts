import type { Services } from "./context.ts";

/** What the database's own clock says, which has the last word: a server's may run ahead or behind. */
export async function databaseTime({ db }: Pick<Services, "db">): Promise<Date> {
  const { rows } = await db.pool.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  if (!rows[0]) throw new Error("the database does not tell the time");
  return rows[0].now;
}
