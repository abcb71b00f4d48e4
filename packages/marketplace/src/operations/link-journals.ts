import type { Services } from "../context.ts";

/** Journals linked per statement, so that no transaction lasts long. */
const BATCH = 5_000;

/** Puts every journal that waits into the hash chain. @returns how many. */
export async function linkJournals({ db }: Pick<Services, "db">): Promise<number> {
  let linked = 0;
  for (;;) {
    const { rows } = await db.pool.query<{ linked: number }>("SELECT extend_journal_chain($1) AS linked", [BATCH]);
    const batch = rows[0]?.linked ?? 0;
    linked += batch;
    if (batch < BATCH) return linked;
  }
}
