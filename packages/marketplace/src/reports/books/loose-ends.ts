import type { Context } from "../../context.ts";
import { ENDS_IN_POSTGRES } from "../loose-ends/ends-in-postgres.ts";
import { ENDS_IN_REDIS } from "../loose-ends/ends-in-redis.ts";
import type { Drill, Report } from "../report.ts";

/** Expired holds and usage are counted up to here in each shard; more than that is bad enough. */
const COUNTED = 1_000;

const ITEMS: Drill = { list: "looseEnds", end: "end" };

/** What was begun and has not ended: nothing here is wrong until it is older than it should be. */
export const looseEnds: Report = {
  id: "loose-ends",
  title: "Loose ends",
  lead: "What was begun and has not ended: calls, usage, payments, payouts and decisions. Nothing is wrong until it is older than it should be.",
  period: "now",
  columns: [
    { key: "what", header: "What", kind: "text" },
    { key: "open", header: "Open", kind: "count", total: true, drill: ITEMS },
    { key: "oldest", header: "Oldest", kind: "time" },
    { key: "patience", header: "Usual time", kind: "text" },
    { key: "aged", header: "Too old", kind: "count", total: true, drill: ITEMS },
    { key: "end", header: "Name", kind: "key" },
  ],
  order: "aged DESC, open DESC, what",
  facts: readFacts,
  rows: ({ now }) => `${ENDS_IN_POSTGRES.map(
    ({ key, what, patience, items }) =>
      `SELECT '${what}' AS what, count(*)::integer AS open, min(at) AS oldest, '${patience}' AS patience,
      count(*) FILTER (WHERE at < '${now}'::timestamptz - interval '${patience}')::integer AS aged, '${key}' AS "end" FROM (${items}) s`,
  ).join(" UNION ALL ")}
    UNION ALL SELECT what, open, oldest, patience, aged, "end"
      FROM jsonb_to_recordset($1::jsonb) AS f(what text, open integer, oldest timestamptz, patience text, aged integer, "end" text)`,
};

/** What is open in Redis: calls in flight, those past their time, and usage that waits to be settled. */
async function readFacts({ redis, now }: Context): Promise<string> {
  const lines = ENDS_IN_REDIS.map(async ({ key, what, patience, patienceMs, read, count }) => {
    if (count) return { what, patience, open: await count(redis), oldest: null, aged: 0, end: key };
    const at = (await read(redis, COUNTED)).map((item) => item.at.getTime());
    const oldest = at.length === 0 ? null : new Date(Math.min(...at)).toISOString();
    const aged = patienceMs === null ? 0 : at.filter((ms) => ms < now().getTime() - patienceMs).length;
    return { what, patience, open: at.length, oldest, aged, end: key };
  });
  return JSON.stringify(await Promise.all(lines));
}
