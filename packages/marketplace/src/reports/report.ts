import type { AccountType } from "@tollgate/ledger/account-types";
import type { JournalKind } from "@tollgate/ledger/journal-kinds";
import type { Context } from "../context.ts";

/** How a column is read: `id` names something that can be looked up, `key` is for us alone and not shown, `nano` is money, `basisPoints` a share. */
export type ColumnKind = "text" | "id" | "key" | "nano" | "count" | "basisPoints" | "day" | "time";

/** What a number is made of: entries of these account types and journal kinds, or calls, of the row's owner in the report's period. */
export type Drill = { readonly when?: DrillCondition } & (
  | {
      readonly list: "entries";
      /** Account types; every type when left out. */
      readonly types?: readonly AccountType[];
      /** Column that holds the one type of the row. */
      readonly typeOf?: string;
      readonly kinds?: readonly JournalKind[];
      /** Column that holds the accounts' owner; every owner when left out. */
      readonly owner?: string;
      /** Booked in the month, before it, or up to its end; or in the report's year. */
      readonly span: "month" | "before" | "through" | "year";
    }
  /** Columns that hold the ids of what the calls are narrowed to. */
  | {
      readonly list: "calls";
      readonly model?: string;
      readonly builder?: string;
      readonly provider?: string;
      readonly day?: string;
    }
  /** The processor's transactions of the month, of the category in this column. */
  | { readonly list: "transactions"; readonly category: string }
  /** The one thing that is named in this column; where none is, entries of accounts of the type in that one. */
  | { readonly list: "item"; readonly id: string; readonly typeOf: string }
  /** The loose ends of the kind in this column. */
  | { readonly list: "looseEnds"; readonly end: string }
  /** The invoice of the provider in this column. */
  | { readonly list: "invoices" }
);

/** Only rows with this text in this column are made of it. */
export interface DrillCondition {
  readonly column: string;
  readonly is: string;
}

export interface ReportColumn {
  /** Name in SQL and, with its unit, in downloads. */
  readonly key: string;
  readonly header: string;
  readonly kind: ColumnKind;
  /** Whether the column is added up; control totals are made of these. */
  readonly total?: boolean;
  readonly drill?: Drill;
}

/** A number that must be equal to another one. */
export interface ReportCheck {
  readonly name: string;
  readonly unit: "nano" | "count";
  readonly expected: bigint;
  readonly actual: bigint;
}

/** Columns that add up to another one, in every report and in every line of it. */
export interface Equation {
  readonly name: string;
  readonly parts: readonly string[];
  readonly equals: string;
}

/** What a report is about. Every text is made by us and holds no quote, so that definitions may write it into their SQL. */
export interface ReportScope {
  /** First day of the period, and the first day that no longer belongs to it. */
  readonly start: string;
  readonly end: string;
  /** The moment of asking, ISO 8601. */
  readonly now: string;
  /** First day of the last month that is closed, or was a moment ago; `null` for none. */
  readonly closed: string | null;
}

/** A table that finance reads: its rows come from one statement, so that pages, downloads and control totals agree. */
export interface Report {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly period: "month" | "year" | "now";
  readonly columns: readonly ReportColumn[];
  /** SQL that answers one column per key of `columns`. */
  rows(scope: ReportScope): string;
  /** Columns of the stable order, and `DESC` where largest come first. */
  readonly order: string;
  readonly equations?: readonly Equation[];
  /** SQL that answers `name`, `unit`, `expected` and `actual`. */
  checks?(scope: ReportScope): string;
  /** What is not in Postgres, as JSON: `$1` of `rows`. */
  readonly facts?: (ctx: Context) => Promise<string>;
}
