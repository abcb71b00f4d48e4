import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "./csv-document.ts";
import { streamCsv } from "./csv-stream.ts";
import { GetReportInput } from "./get-report.ts";
import type { Report, ReportCheck, ReportColumn } from "./report.ts";
import { reportOf } from "./report-list.ts";
import { type ReportPeriod, readPeriod } from "./report-period.ts";
import { checksOf, orderedRows, type ReportCell, type ReportRow, readFacts, summed } from "./report-rows.ts";

export const ExportReportInput = GetReportInput.pick({ report: true, period: true });
export type ExportReportInput = z.input<typeof ExportReportInput>;

export interface ReportDownload {
  readonly fileName: string;
  readonly pieces: AsyncGenerator<string>;
}

/** Rows that are in memory at a time. */
const FETCH = 1_000;

/**
 * All of a report as CSV, read through a cursor in one snapshot, with its control totals and checks below. Finance may.
 * @throws before the first piece when the person may not or there is no such report.
 */
export async function exportReport(ctx: Context, input: ExportReportInput): Promise<ReportDownload> {
  requirePlatformRole(ctx, "finance");
  const { report: id, period: asked } = parseInput(ExportReportInput, input);
  const report = reportOf(id);
  const period = readPeriod(report, asked, ctx.now());
  return { fileName: `${report.id}-${period.text}.csv`, pieces: pieces(ctx, report, period) };
}

async function* pieces(ctx: Context, report: Report, period: ReportPeriod): AsyncGenerator<string> {
  const facts = await readFacts(ctx, report);
  const client = await ctx.db.pool.connect();
  let isDone = false;
  const sums = new Map(summed(report.columns).map(({ key }) => [key, 0n]));
  let lines = 0;
  async function* rows() {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(`DECLARE report NO SCROLL CURSOR FOR ${orderedRows(report, period.scope)}`, facts);
    for (;;) {
      const { rows: some } = await client.query<ReportRow>(`FETCH ${FETCH} FROM report`);
      lines += some.length;
      for (const row of some) for (const [key, sum] of sums) sums.set(key, sum + toBigInt(row[key] ?? null));
      yield some.map((row) => report.columns.flatMap((column) => cellsOf(column, row[column.key] ?? null)));
      if (some.length < FETCH) return;
    }
  }
  async function controlTotals() {
    const asked = report.checks ? (await client.query<ReportCheck>(report.checks(period.scope))).rows : [];
    await client.query("COMMIT");
    isDone = true;
    return totalsOf(report, period, { lines, sums, asked });
  }
  try {
    yield* streamCsv({ columns: report.columns.flatMap(namesOf), rows: rows(), controlTotals });
  } finally {
    // A reader that went away leaves a transaction open: the connection ends with it.
    client.release(!isDone);
  }
}

interface Counted {
  readonly lines: number;
  readonly sums: ReadonlyMap<string, bigint>;
  readonly asked: readonly ReportCheck[];
}

function totalsOf(report: Report, { text, scope }: ReportPeriod, { lines, sums, asked }: Counted): [string, CsvCell][] {
  return [
    ["report", report.id],
    ["period", text],
    ["as_of", new Date(scope.now)],
    ["lines", lines],
    ...summed(report.columns).map(({ key, kind }): [string, CsvCell] => [
      kind === "nano" ? `total_${key}_nano` : `total_${key}`,
      sums.get(key) ?? 0n,
    ]),
    ...checksOf(report, Object.fromEntries(sums), asked).map(({ name, expected, actual }): [string, CsvCell] => [
      `difference: ${name}`,
      actual - expected,
    ]),
  ];
}

/** Money is written twice, as integer nano and as decimal USD. */
function namesOf({ key, kind }: ReportColumn): string[] {
  return kind === "nano" ? [`${key}_nano`, `${key}_usd`] : [kind === "basisPoints" ? `${key}_basis_points` : key];
}

function cellsOf({ kind }: ReportColumn, cell: ReportCell): CsvCell[] {
  if (kind !== "nano") return [cell];
  return typeof cell === "bigint" ? [cell, { usdNano: cell }] : [null, null];
}

function toBigInt(cell: ReportCell): bigint {
  return typeof cell === "bigint" || typeof cell === "number" ? BigInt(cell) : 0n;
}
