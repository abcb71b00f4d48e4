import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { EntryFilter, whereOf } from "./entry-filter.ts";

export const ListEntriesInput = EntryFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListEntriesInput = z.input<typeof ListEntriesInput>;

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

export interface EntryPage {
  readonly entries: readonly EntryLine[];
  /** Of all entries that fit, not only of the page. */
  readonly count: number;
  readonly sumNano: bigint;
  readonly nextCursor: string | null;
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

const FROM = "FROM entry e JOIN journal j ON j.id = e.journal_id JOIN ledger_account a ON a.id = e.account_id";

/** Entries of the ledger, newest first, with the sum of all that fit: what a number in a report is made of. Finance may. */
export async function listEntries(ctx: Context, input: ListEntriesInput): Promise<EntryPage> {
  requirePlatformRole(ctx, "finance");
  const { cursor, limit, ...filter } = parseInput(ListEntriesInput, input);
  const { sql, values } = whereOf(filter);
  const [journal, account] = readCursor(cursor);
  const [page, sums] = await Promise.all([
    ctx.db.pool.query<EntryRow>(
      `SELECT e.journal_id, j.kind, j.memo, to_char(j.period, 'YYYY-MM') AS period, j.booked_at, e.account_id, a.type, a.owner, w.name,
          e.amount_nano AS amount, e.balance_after
        ${FROM} LEFT JOIN workspace w ON w.id = a.owner
        WHERE ${sql} AND ($5::uuid IS NULL OR (e.journal_id, e.account_id) < ($5, $6::bigint))
        ORDER BY e.journal_id DESC, e.account_id DESC LIMIT $7`,
      [...values, journal, account, limit + 1],
    ),
    ctx.db.pool.query<{ count: number; sum: bigint }>(
      `SELECT count(*)::integer AS count, coalesce(sum(e.amount_nano), 0)::bigint AS sum ${FROM} WHERE ${sql}`,
      values,
    ),
  ]);
  const rows = page.rows.slice(0, limit);
  const last = page.rows.length > limit ? rows.at(-1) : undefined;
  return {
    entries: rows.map(toEntryLine),
    count: sums.rows[0]?.count ?? 0,
    sumNano: sums.rows[0]?.sum ?? 0n,
    nextCursor: last ? `${last.journal_id}.${last.account_id}` : null,
  };
}

function readCursor(cursor: string | null | undefined): [string, string] | [null, null] {
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
