import type { Transaction } from "@tollgate/db/open-database";
import { NOTED_CALLS } from "./noted-calls.ts";

/** SQL columns of what calls with a journal come to; `c` is the calls and `j` their journals. */
const SETTLED = `j.period, count(*) AS calls, sum(c.cost_nano)::bigint AS cost_nano, sum(c.fee_nano)::bigint AS fee_nano,
    sum(c.surcharge_nano)::bigint AS surcharge_nano, sum(c.charge_nano)::bigint AS charge_nano`;
const SETTLEMENT = "period, calls, cost_nano, fee_nano, surcharge_nano, charge_nano";

/** Common table expression that adds the calls `fresh` to the month that their journals are booked into. */
export const ADD_SETTLEMENTS = `settled AS (INSERT INTO counted_settlement AS old (${SETTLEMENT})
    SELECT ${SETTLED} FROM fresh c JOIN journal j ON j.id = c.journal_id GROUP BY j.period
    ON CONFLICT (period) DO UPDATE SET calls = old.calls + excluded.calls, cost_nano = old.cost_nano + excluded.cost_nano,
      fee_nano = old.fee_nano + excluded.fee_nano, surcharge_nano = old.surcharge_nano + excluded.surcharge_nano,
      charge_nano = old.charge_nano + excluded.charge_nano)`;

const ENTRIES =
  "JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id AND a.currency = 'USD'";

const ADD_BOOKINGS = `WITH taken AS (DELETE FROM uncounted_journals WHERE id = ANY($1::bigint[]) RETURNING journal_ids)
    INSERT INTO counted_booking AS old (period, kind, account_type, amount_nano)
      SELECT j.period, j.kind, a.type, sum(e.amount_nano)::bigint FROM taken CROSS JOIN LATERAL unnest(taken.journal_ids) noted(id)
        JOIN journal j ON j.id = noted.id ${ENTRIES} GROUP BY 1, 2, 3
      ON CONFLICT (period, kind, account_type) DO UPDATE SET amount_nano = old.amount_nano + excluded.amount_nano`;

/** Adds the entries of these notes of journals. */
export async function addBookings(tx: Transaction, noteIds: readonly bigint[]): Promise<void> {
  if (noteIds.length > 0) await tx.$executeRawUnsafe(ADD_BOOKINGS, noteIds);
}

/** SQL for what calls settled in each month come to, those that are not counted yet included: columns as of `counted_settlement`. */
export const SETTLEMENTS = `SELECT ${SETTLEMENT} FROM counted_settlement
    UNION ALL SELECT ${SETTLED} FROM ${NOTED_CALLS} JOIN call c ON c.id = noted.id
      JOIN journal j ON j.id = c.journal_id GROUP BY j.period`;

/**
 * SQL for what entries of each month come to, those that are not counted yet included: columns period, kind, type, nano. What is noted is looked up
 * journal by journal (`OFFSET 0`): the planner takes each note for a hundred journals, and after a payout run would read all entries there are.
 */
export const BOOKINGS = `SELECT period, kind, account_type AS type, amount_nano AS nano FROM counted_booking
    UNION ALL SELECT j.period, j.kind, e.type, e.amount_nano FROM uncounted_journals u CROSS JOIN LATERAL unnest(u.journal_ids) noted(id)
      CROSS JOIN LATERAL (SELECT period, kind FROM journal WHERE id = noted.id OFFSET 0) j
      CROSS JOIN LATERAL (SELECT a.type, e.amount_nano FROM entry e JOIN ledger_account a ON a.id = e.account_id AND a.currency = 'USD'
        WHERE e.journal_id = noted.id OFFSET 0) e`;

/** Counts a UTC month anew from all of its calls and entries that are counted. @param month first day, YYYY-MM-DD. */
export async function recountMonth(tx: Transaction, month: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM counted_settlement WHERE period = ${month}::date`;
  await tx.$executeRaw`DELETE FROM counted_booking WHERE period = ${month}::date`;
  await tx.$executeRawUnsafe(
    `INSERT INTO counted_settlement (${SETTLEMENT}) SELECT ${SETTLED} FROM journal j JOIN call c ON c.journal_id = j.id
        LEFT JOIN (SELECT unnest(call_ids) AS id FROM uncounted_calls) uncounted ON uncounted.id = c.id
      WHERE j.period = $1::date AND uncounted.id IS NULL GROUP BY j.period`,
    month,
  );
  await tx.$executeRawUnsafe(
    `INSERT INTO counted_booking (period, kind, account_type, amount_nano) SELECT j.period, j.kind, a.type, sum(e.amount_nano)::bigint
      FROM journal j LEFT JOIN (SELECT unnest(journal_ids) AS id FROM uncounted_journals) uncounted ON uncounted.id = j.id ${ENTRIES}
      WHERE j.period = $1::date AND uncounted.id IS NULL GROUP BY 1, 2, 3`,
    month,
  );
  await tx.$executeRaw`DELETE FROM recount_month WHERE month = ${month}::date`;
}
