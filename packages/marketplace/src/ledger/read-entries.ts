import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { type EntryFilter, whereOf } from "./entry-filter.ts";

export interface EntryLine {
  readonly journalId: string;
  readonly kind: string;
  readonly memo: string;
  /** UTC month it is booked into, `YYYY-MM`. */
  readonly period: string;
  readonly bookedAt: Date;
  readonly accountId: string;
  readonly type: string;
  readonly owner: string;
  readonly ownerName: string;
  /** Positive credits the account. */
  readonly amountNano: bigint;
  readonly balanceAfter: bigint;
}

interface EntryRow {
  readonly journal_id: string;
  readonly kind: string;
  readonly memo: string;
  readonly period: string;
  readonly booked_at: Date;
  readonly account_id: bigint;
  readonly type: string;
  readonly owner: string;
  readonly name: string | null;
  readonly amount: bigint;
  readonly balance_after: bigint;
}

export const ENTRIES_FROM =
  "FROM entry e JOIN journal j ON j.id = e.journal_id JOIN ledger_account a ON a.id = e.account_id";

/** Entries that fit, newest first, from a cursor on. @throws MarketplaceError `invalid_input` for a cursor that is none. */
export async function readEntries(
  ctx: Pick<Context, "db">,
  filter: EntryFilter,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Promise<EntryLine[]> {
  const { sql, values } = whereOf(filter);
  const [journal, account] = readCursor(cursor);
  const { rows } = await ctx.db.pool.query<EntryRow>(
    `SELECT e.journal_id, j.kind, j.memo, to_char(j.period, 'YYYY-MM') AS period, j.booked_at, e.account_id, a.type, a.owner, w.name,
        e.amount_nano AS amount, e.balance_after
      ${ENTRIES_FROM} LEFT JOIN workspace w ON w.id = a.owner
      WHERE ${sql} AND ($5::uuid IS NULL OR (e.journal_id, e.account_id) < ($5, $6::bigint))
      ORDER BY e.journal_id DESC, e.account_id DESC LIMIT $7`,
    [...values, journal, account, limit],
  );
  return rows.map(toEntryLine);
}

/** Where the page after an entry begins. */
export function cursorOf({ journalId, accountId }: EntryLine): string {
  return `${journalId}.${accountId}`;
}

function readCursor(cursor: string | null): [string, string] | [null, null] {
  if (!cursor) return [null, null];
  const [, journal, account] = /^([0-9a-f-]{36})\.(\d{1,18})$/.exec(cursor) ?? [];
  if (!journal || !account)
    throw new MarketplaceError("invalid_input", "This page does not exist.", { field: "cursor" });
  return [journal, account];
}

function toEntryLine(row: EntryRow): EntryLine {
  return {
    journalId: row.journal_id,
    kind: row.kind,
    memo: row.memo,
    period: row.period,
    bookedAt: row.booked_at,
    accountId: row.account_id.toString(),
    type: row.type,
    owner: row.owner,
    ownerName: row.name ?? (row.owner === "platform" ? "Platform" : row.owner),
    amountNano: row.amount,
    balanceAfter: row.balance_after,
  };
}
