import type { Context } from "../context.ts";
import type { Report, ReportCheck, ReportColumn, ReportScope } from "./report.ts";

/** Counts and basis points are numbers, money is `bigint`, times are `Date`; `null` is nothing to show. */
export type ReportCell = string | number | bigint | Date | null;

/** A row as Postgres answers it: one cell per column, by key. */
export type ReportRow = Readonly<Record<string, ReportCell>>;

/** Sums of the columns that are added up, by key. */
export type ReportTotals = Readonly<Record<string, bigint>>;

export function summed(columns: readonly ReportColumn[]): readonly ReportColumn[] {
  return columns.filter((column) => column.total === true);
}

/** What a report needs beside Postgres, as the parameters of its statement. */
export async function readFacts(ctx: Context, report: Report): Promise<string[]> {
  return report.facts ? [await report.facts(ctx)] : [];
}

/** The report's own statement, in its stable order. */
export function orderedRows(report: Report, scope: ReportScope): string {
  return `SELECT r.* FROM (${report.rows(scope)}) r ORDER BY ${report.order}`;
}

/** Equations hold for the totals; what must be equal beside them was asked from the database. */
export function checksOf(report: Report, totals: ReportTotals, asked: readonly ReportCheck[]): ReportCheck[] {
  const equations = (report.equations ?? []).map(({ name, parts, equals }): ReportCheck => {
    const actual = parts.reduce((sum, part) => sum + (totals[part] ?? 0n), 0n);
    return { name, unit: "nano", expected: totals[equals] ?? 0n, actual };
  });
  return [...equations, ...asked];
}
