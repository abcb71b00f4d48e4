import type { ReportScope } from "../report.ts";

/** What a period's books are read by. */
export type OpenSince = Pick<ReportScope, "closed">;

/**
 * SQL for what moved on accounts of these types, summed by account, kind and booking month, of all time: closed months come from their roll-up,
 * open ones from their entries. Columns: owner, type, kind, period, amount.
 */
export function movementsOf(types: readonly string[], scope: OpenSince): string {
  const wanted = `a.type IN (${quoted(types)}) AND a.currency = 'USD'`;
  return `SELECT a.owner, a.type, c.kind, c.period, c.amount_nano AS amount
      FROM account_month c JOIN ledger_account a ON a.id = c.account_id WHERE ${wanted}
    UNION ALL SELECT a.owner, a.type, j.kind, j.period, sum(e.amount_nano)
      FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id
      WHERE ${wanted} AND j.period > coalesce((SELECT max(month) FROM ledger_period), '-infinity')${sinceClosed(scope)}
      GROUP BY a.owner, a.type, j.kind, j.period`;
}

/**
 * SQL that keeps the search within what was booked since a month closed: the database knows how little that is before it chooses its way. Journals
 * of later months are younger than the closed month's end, and so are their ids; a day is to spare. It narrows no more than the condition beside
 * it, so a month that closes meanwhile changes nothing.
 */
function sinceClosed({ closed }: OpenSince): string {
  if (closed === null) return "";
  return ` AND j.period > '${closed}'::date
        AND e.journal_id >= uuid_v7_floor(('${closed}'::date + interval '1 month -1 day') AT TIME ZONE 'UTC')`;
}

/** SQL for what the balances of these types say that they held when the period ended: now, less what came after. */
function closingBalanceOf(types: readonly string[], { end, closed }: ReportScope): string {
  return `(SELECT coalesce(sum(b.posted_nano), 0) FROM balance b JOIN ledger_account a ON a.id = b.account_id
      WHERE a.type IN (${quoted(types)}) AND a.currency = 'USD')
    - (SELECT coalesce(sum(m.amount), 0) FROM (${movementsOf(types, { closed })}) m WHERE m.period >= '${end}'::date)`;
}

/** SQL of a check: what these accounts moved until the period ended, and what their balances held then. */
export function balanceCheck(name: string, types: readonly string[], scope: ReportScope): string {
  return `SELECT '${name}' AS name, 'nano' AS unit, (${closingBalanceOf(types, scope)})::bigint AS expected,
    (SELECT coalesce(sum(m.amount), 0) FROM (${movementsOf(types, scope)}) m WHERE m.period < '${scope.end}'::date)::bigint AS actual`;
}

/** A list of names of ours, as SQL writes it. */
export function quoted(texts: readonly string[]): string {
  return texts.map((text) => `'${text}'`).join(", ");
}
