import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { readSnapshot } from "./read-snapshot.ts";
import type { Report, ReportCheck, ReportColumn, ReportScope } from "./report.ts";
import { reportOf } from "./report-list.ts";
import { PeriodText, readPeriod } from "./report-period.ts";
import { checksOf, type ReportRow, type ReportTotals, readFacts, summed } from "./report-rows.ts";

export const GetReportInput = z.object({
  report: z.string().max(50),
  period: PeriodText,
  /** Pages of 100 lines, from 1 on. */
  page: z.number().int().min(1).max(100_000).default(1),
});
export type GetReportInput = z.input<typeof GetReportInput>;

export interface ReportView {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly periodKind: "month" | "year" | "now";
  readonly period: string;
  readonly asOf: Date;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  readonly rowCount: number;
  /** Over every line, not only those of the page. */
  readonly totals: ReportTotals;
  readonly checks: readonly ReportCheck[];
  readonly page: number;
  readonly pages: number;
}

const PAGE = 100;

/** A page of a report with the totals and checks of all of it, from one snapshot. Finance may. */
export async function getReport(ctx: Context, input: GetReportInput): Promise<ReportView> {
  requirePlatformRole(ctx, "finance");
  const { report: id, period: asked, page } = parseInput(GetReportInput, input);
  const report = reportOf(id);
  const now = ctx.now();
  const period = await readPeriod(ctx, report, asked);
  const facts = await readFacts(ctx, report);
  const [lines, checks] = await readSnapshot(ctx.db, async (client) => {
    const answer = await client.query<ReportRow>(pageOf(report, period.scope, page), facts);
    const asked = report.checks ? await client.query<ReportCheck>(report.checks(period.scope)) : null;
    return [answer.rows, asked?.rows ?? []] as const;
  });
  const totals = totalsOf(report, lines[0]);
  const rowCount = Number(lines[0]?.row_count ?? 0n);
  return {
    ...{ id: report.id, title: report.title, lead: report.lead, periodKind: report.period },
    ...{ period: period.text, asOf: now, columns: report.columns, rowCount, totals },
    rows: lines.filter((line) => line.is_line === 1).map((line) => cellsOf(report, line)),
    checks: checksOf(report, totals, checks),
    page,
    pages: Math.max(1, Math.ceil(rowCount / PAGE)),
  };
}

/** One statement computes the rows once and answers the page together with what all of them add up to. */
function pageOf(report: Report, scope: ReportScope, page: number): string {
  const totals = summed(report.columns).map(({ key }) => `coalesce(sum(${key}), 0)::bigint AS total_${key}`);
  return `WITH r AS MATERIALIZED (${report.rows(scope)}), t AS (SELECT ${["count(*) AS row_count", ...totals].join(", ")} FROM r)
    SELECT t.*, p.* FROM t LEFT JOIN (SELECT 1 AS is_line, r.* FROM r ORDER BY ${report.order} LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}) p
      ON true ORDER BY ${report.order}`;
}

function totalsOf(report: Report, line: ReportRow | undefined): ReportTotals {
  const read = (key: string) => {
    const total = line?.[`total_${key}`];
    return typeof total === "bigint" ? total : 0n;
  };
  return Object.fromEntries(summed(report.columns).map(({ key }) => [key, read(key)]));
}

function cellsOf(report: Report, line: ReportRow): ReportRow {
  return Object.fromEntries(report.columns.map(({ key }) => [key, line[key] ?? null]));
}
