import type { Database, Transaction } from "@tollgate/db/open-database";
import { addCalls } from "./add-calls.ts";
import { addRefunds, type RefundedRows } from "./add-refunds.ts";

/**
 * Call ids carry their admission time, so a range of ids with an hour to spare on both sides finds the day's calls without reading others. Calls
 * that are not counted yet stay so: they are added like any other.
 */
const CALLS_OF_DAY = `bounds AS (
    SELECT $1::date::timestamp AT TIME ZONE 'UTC' AS since, ($1::date + 1)::timestamp AT TIME ZONE 'UTC' AS until
  ), fresh AS MATERIALIZED (
    SELECT c.* FROM bounds b JOIN countable_call c ON c.id >= uuid_v7_floor(b.since - interval '1 hour')
        AND c.id < uuid_v7_floor(b.until + interval '1 hour') AND c.event_at >= b.since AND c.event_at < b.until
      LEFT JOIN (SELECT unnest(call_ids) AS id FROM uncounted_calls) uncounted ON uncounted.id = c.id
      WHERE uncounted.id IS NULL)`;

const REFUNDS_OF_DAY = `returned AS (
    SELECT f.id FROM call_refund f JOIN call c ON c.id = f.call_id
      WHERE c.event_at >= $1::date::timestamp AT TIME ZONE 'UTC' AND c.event_at < ($1::date + 1)::timestamp AT TIME ZONE 'UTC'
        AND NOT EXISTS (SELECT FROM uncounted_refund u WHERE u.refund_id = f.id))`;

/** Counts a UTC day anew from all of its calls that are counted. @param day YYYY-MM-DD. */
export async function recountDay(tx: Transaction, day: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM usage_day WHERE day = ${day}::date`;
  await tx.$executeRaw`DELETE FROM earnings_day WHERE day = ${day}::date`;
  await tx.$executeRaw`DELETE FROM attribution_day WHERE day = ${day}::date`;
  await tx.$queryRawUnsafe(addCalls(CALLS_OF_DAY), day);
  await refundsOf(tx, addRefunds(REFUNDS_OF_DAY), day);
  await tx.$executeRaw`DELETE FROM recount_day WHERE day = ${day}::date`;
}

/** Refunds are there whose calls no roll-up has: somebody took rows away. Their days want to be counted anew. */
export class MissingRowsError extends Error {}

/**
 * Runs a statement of `addRefunds`. @returns how many refunds were added.
 * @throws MissingRowsError when a call they belong to is in no roll-up: nothing may be kept of the statement.
 */
export async function refundsOf(tx: Transaction, statement: string, value: string | string[]): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<RefundedRows[]>(statement, value);
  const { refunds, due, found } = row ?? { refunds: 0, due: 0, found: 0 };
  if (due !== found) throw new MissingRowsError(`refunds belong to ${due} rows of roll-ups and ${found} are there`);
  return refunds;
}

/** Has the days counted anew whose calls have refunds that are not counted yet. */
export async function recountDaysOfRefunds({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO recount_day SELECT DISTINCT c.day FROM uncounted_refund u JOIN call_refund f ON f.id = u.refund_id
      JOIN countable_call c ON c.id = f.call_id ON CONFLICT DO NOTHING`;
}
