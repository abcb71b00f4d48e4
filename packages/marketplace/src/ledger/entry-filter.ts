import { PLATFORM_ACCOUNT_TYPES, WORKSPACE_ACCOUNT_TYPES } from "@tollgate/ledger/account-types";
import { JOURNAL_KINDS, type JournalKind } from "@tollgate/ledger/journal-kinds";
import { z } from "zod";
import { MonthText, monthColumn, readMonth } from "../payouts/month-input.ts";

const KINDS = Object.keys(JOURNAL_KINDS).filter((kind): kind is JournalKind => kind in JOURNAL_KINDS);

/** Which entries: each part narrows, and an empty list does not. */
export const EntryFilter = z.object({
  types: z
    .array(z.enum([...WORKSPACE_ACCOUNT_TYPES, ...PLATFORM_ACCOUNT_TYPES]))
    .max(WORKSPACE_ACCOUNT_TYPES.length + PLATFORM_ACCOUNT_TYPES.length)
    .default([]),
  kinds: z.array(z.enum(KINDS)).max(KINDS.length).default([]),
  /** Workspace id, or `platform`. */
  owner: z.string().max(100).nullish(),
  month: MonthText.nullish(),
  /** Booked in the month, before it, or up to its end; or in its calendar year. */
  span: z.enum(["month", "before", "through", "year"]).default("month"),
});
export type EntryFilter = z.output<typeof EntryFilter>;

/** SQL condition over `a` (account) and `j` (journal), and its parameters from `$1` on. */
export function whereOf({ types, kinds, owner, month, span }: EntryFilter): { sql: string; values: unknown[] } {
  const first = month ? monthColumn(readMonth(month)).toISOString().slice(0, 10) : null;
  const period = {
    month: "j.period = $4::date",
    before: "j.period < $4::date",
    through: "j.period <= $4::date",
    year: "j.period >= date_trunc('year', $4::date) AND j.period < date_trunc('year', $4::date) + interval '1 year'",
  }[span];
  return {
    sql: `a.currency = 'USD' AND (cardinality($1::text[]) = 0 OR a.type = ANY($1)) AND (cardinality($2::text[]) = 0 OR j.kind = ANY($2))
      AND ($3::text IS NULL OR a.owner = $3) AND ($4::date IS NULL OR ${period})`,
    values: [types, kinds, owner ?? null, first],
  };
}
