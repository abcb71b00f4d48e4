import { entriesHref } from "../ledger/entry-query.ts";
import type { Outputs } from "../trpc/outputs.ts";

export type ReportView = Outputs["reports"]["get"];
export type ReportColumn = ReportView["columns"][number];
export type ReportRow = ReportView["rows"][number];

/** Where the entries or calls beneath a number are; `null` where a report has none. */
export function drillHref(column: ReportColumn, row: ReportRow | null, view: ReportView): string | null {
  const { drill } = column;
  const month = view.periodKind === "month" ? view.period : null;
  const textOf = (key: string | undefined) => {
    const cell = key && row ? row[key] : null;
    return typeof cell === "string" ? cell : null;
  };
  if (!drill) return null;
  if (drill.list === "entries") {
    const { types, kinds, span, owner } = drill;
    return entriesHref({ types, kinds, span, month, owner: textOf(owner) });
  }
  if (month === null || row === null) return null;
  const params = new URLSearchParams({ month });
  for (const name of ["model", "builder", "provider", "day"] as const) {
    const id = textOf(drill[name]);
    if (id !== null) params.set(name, id);
  }
  return `/finance/ledger/calls?${params}`;
}
