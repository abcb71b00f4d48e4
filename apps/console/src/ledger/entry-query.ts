import { isMonth } from "@tollgate/ui/format/time";
import { type AccountType, isAccountType } from "../finance/account-names.ts";
import { isJournalKind, type JournalKind } from "./journal-kinds.ts";

const SPANS = ["month", "before", "through", "year"] as const;

export type EntryQuery = {
  readonly types: readonly AccountType[];
  readonly kinds: readonly JournalKind[];
  readonly owner: string | null;
  readonly month: string | null;
  readonly span: (typeof SPANS)[number];
};

export type EntryParams = { type?: string; kind?: string; owner?: string; month?: string; span?: string };

/** What an address asks for; what it cannot mean does not narrow. */
export function readEntryQuery(params: EntryParams): EntryQuery {
  return {
    types: (params.type ?? "").split(",").filter(isAccountType),
    kinds: (params.kind ?? "").split(",").filter(isJournalKind),
    owner: params.owner?.trim().slice(0, 100) || null,
    month: params.month && isMonth(params.month) ? params.month : null,
    span: SPANS.find((one) => one === params.span) ?? "month",
  };
}

/** The address of the entries that fit, so that it can be shared. */
export function entriesHref(
  query: Partial<EntryQuery>,
  cursor?: string | null,
  path: "/finance/ledger" | "/api/exports/entries" = "/finance/ledger",
): string {
  const params = new URLSearchParams();
  if (query.types?.length) params.set("type", query.types.join(","));
  if (query.kinds?.length) params.set("kind", query.kinds.join(","));
  if (query.owner) params.set("owner", query.owner);
  if (query.month) params.set("month", query.month);
  if (query.month && query.span && query.span !== "month") params.set("span", query.span);
  if (cursor) params.set("cursor", cursor);
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
