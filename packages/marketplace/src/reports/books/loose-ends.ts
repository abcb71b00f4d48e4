import { countOpenCalls, readExpiredCalls } from "@tollgate/db/redis/open-calls";
import { SHARDS } from "@tollgate/db/redis/shards";
import { readUsage } from "@tollgate/db/redis/usage-stream";
import type { Context } from "../../context.ts";
import type { Report } from "../report.ts";

/** Expired holds and usage are counted up to here in each shard; more than that is bad enough. */
const COUNTED = 1_000;

interface LooseEnd {
  readonly what: string;
  /** How long it may stay open, as Postgres and people write it. */
  readonly patience: string;
  /** Where people look at them, where there is a page. */
  readonly page?: string;
  /** SQL of one column `at`: since when each has been open. */
  readonly since: string;
}

const LOOSE_ENDS: readonly LooseEnd[] = [
  {
    what: "Usage in quarantine",
    patience: "24 hours",
    since: "SELECT created_at AS at FROM quarantined_call WHERE resolved_at IS NULL",
  },
  {
    what: "Events of the processor that failed",
    patience: "1 hour",
    since: "SELECT first_at AS at FROM stripe_event_failure",
  },
  {
    what: "Journals outside the hash chain",
    page: "/finance/trial-balance",
    patience: "10 minutes",
    since: "SELECT j.booked_at AS at FROM journal_pending p JOIN journal j ON j.id = p.journal_id",
  },
  {
    what: "Payments under way",
    patience: "2 days",
    since: "SELECT created_at AS at FROM payment WHERE status = 'open'",
  },
  {
    what: "Payments without a journal",
    patience: "0 hours",
    since: "SELECT created_at AS at FROM payment WHERE status = 'succeeded' AND journal_id IS NULL",
  },
  {
    what: "Refunds under way",
    page: "/finance/refunds",
    patience: "10 days",
    since: "SELECT created_at AS at FROM refund WHERE status IN ('reserving', 'submitting', 'pending')",
  },
  {
    what: "Payouts without a clear answer",
    page: "/finance/reports/clearing",
    patience: "24 hours",
    since: "SELECT started_at AS at FROM payout_attempt WHERE status IN ('sending', 'unknown')",
  },
  {
    what: "Corrections that wait for a second person",
    page: "/finance/adjustments?status=requested",
    patience: "7 days",
    since: "SELECT requested_at AS at FROM correction WHERE status = 'requested'",
  },
  {
    what: "Disputes without a decision",
    page: "/finance/disputes",
    patience: "90 days",
    since: "SELECT opened_at AS at FROM dispute WHERE status = 'open'",
  },
];

/** What was begun and has not ended: nothing here is wrong until it is older than it should be. */
export const looseEnds: Report = {
  id: "loose-ends",
  title: "Loose ends",
  lead: "What was begun and has not ended: calls, usage, payments, payouts and decisions. Nothing is wrong until it is older than it should be.",
  period: "now",
  columns: [
    { key: "what", header: "What", kind: "text" },
    { key: "open", header: "Open", kind: "count", total: true },
    { key: "oldest", header: "Oldest", kind: "time" },
    { key: "patience", header: "Usual time", kind: "text" },
    { key: "aged", header: "Too old", kind: "count", total: true },
    { key: "page", header: "Where", kind: "page" },
  ],
  order: "aged DESC, open DESC, what",
  facts: readFacts,
  rows: ({ now }) => `${LOOSE_ENDS.map(
    ({
      what,
      patience,
      page = "",
      since,
    }) => `SELECT '${what}' AS what, count(*)::integer AS open, min(at) AS oldest, '${patience}' AS patience,
      count(*) FILTER (WHERE at < '${now}'::timestamptz - interval '${patience}')::integer AS aged, '${page}' AS page FROM (${since}) s`,
  ).join(" UNION ALL ")}
    UNION ALL SELECT what, open, oldest, patience, aged, ''
      FROM jsonb_to_recordset($1::jsonb) AS f(what text, open integer, oldest timestamptz, patience text, aged integer)`,
};

/** What is open in Redis: calls in flight, those past their time, and usage that waits to be settled. */
async function readFacts({ redis, now }: Context): Promise<string> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const [open, expired, waiting] = await Promise.all([
    Promise.all(shards.map((shard) => countOpenCalls(redis, shard))),
    Promise.all(shards.map((shard) => readExpiredCalls(redis, shard, COUNTED))),
    Promise.all(shards.map((shard) => readUsage(redis, shard, COUNTED))),
  ]);
  const minuteAgo = now().getTime() - 60_000;
  const lapsedAt = expired.flat().map((call) => call.expiredAtMs);
  // A stream id begins with the Unix milliseconds of its entry.
  const usageAt = waiting.flat().map((entry) => Number.parseInt(entry.streamId, 10));
  const line = (what: string, at: readonly number[]) => ({
    what,
    patience: "1 minute",
    open: at.length,
    oldest: at.length === 0 ? null : new Date(Math.min(...at)).toISOString(),
    aged: at.filter((ms) => ms < minuteAgo).length,
  });
  const inFlight = open.reduce((sum, count) => sum + count, 0);
  return JSON.stringify([
    { what: "Calls in flight", patience: "until they end", open: inFlight, oldest: null, aged: 0 },
    line("Holds past their time", lapsedAt),
    line("Usage that waits to be settled", usageAt),
  ]);
}
