import { isAccountType } from "../finance/account-names.ts";
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
  if (!drill || (drill.when && textOf(drill.when.column) !== drill.when.is)) return null;
  if (drill.list === "entries") {
    const { types, typeOf, kinds, span, owner } = drill;
    const type = textOf(typeOf);
    const ofRow = type !== null && isAccountType(type) ? [type] : types;
    const period = span === "year" ? `${view.period}-01` : month;
    return entriesHref({ types: ofRow, kinds, span, month: period, owner: textOf(owner) });
  }
  if (drill.list === "item") return itemHref(textOf(drill.id), textOf(drill.typeOf));
  if (drill.list === "looseEnds") {
    const end = textOf(drill.end);
    return end && `/finance/loose-ends/${end}`;
  }
  if (month === null) return null;
  if (drill.list === "invoices") return `/finance/reconciliation?month=${month}`;
  if (drill.list === "transactions") {
    const category = textOf(drill.category);
    return `/finance/reconciliation/transactions?${new URLSearchParams({ month, ...(category && { category }) })}`;
  }
  const params = new URLSearchParams({ month });
  for (const name of ["model", "builder", "provider", "day"] as const) {
    const id = textOf(drill[name]);
    if (id !== null) params.set(name, id);
  }
  return `/finance/ledger/calls?${params}`;
}

function itemHref(id: string | null, type: string | null): string | null {
  if (id) return `/finance/ledger/find?id=${encodeURIComponent(id)}`;
  return type !== null && isAccountType(type) ? entriesHref({ types: [type] }) : null;
}
