import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { EntryFilter, whereOf } from "./entry-filter.ts";
import { cursorOf, ENTRIES_FROM, type EntryLine, readEntries } from "./read-entries.ts";

export const ListEntriesInput = EntryFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListEntriesInput = z.input<typeof ListEntriesInput>;

export interface EntryPage {
  readonly entries: readonly EntryLine[];
  /** Of all entries that fit, not only of the page. */
  readonly count: number;
  readonly sumNano: bigint;
  readonly nextCursor: string | null;
}

/** Entries of the ledger, newest first, with the sum of all that fit: what a number in a report is made of. Finance may. */
export async function listEntries(ctx: Context, input: ListEntriesInput): Promise<EntryPage> {
  requirePlatformRole(ctx, "finance");
  const { cursor = null, limit, ...filter } = parseInput(ListEntriesInput, input);
  const { sql, values } = whereOf(filter);
  const [found, sums] = await Promise.all([
    readEntries(ctx, filter, { cursor, limit: limit + 1 }),
    ctx.db.pool.query<{ count: number; sum: bigint }>(
      `SELECT count(*)::integer AS count, coalesce(sum(e.amount_nano), 0)::bigint AS sum ${ENTRIES_FROM} WHERE ${sql}`,
      values,
    ),
  ]);
  const entries = found.slice(0, limit);
  const last = found.length > limit ? entries.at(-1) : undefined;
  return {
    entries,
    count: sums.rows[0]?.count ?? 0,
    sumNano: sums.rows[0]?.sum ?? 0n,
    nextCursor: last ? cursorOf(last) : null,
  };
}
