import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "./csv-document.ts";
import { streamCsv } from "./csv-stream.ts";
import { GetReportInput } from "./get-report.ts";
import { controlTotals, csvCells, csvColumns, readReport } from "./read-report.ts";
import type { Report } from "./report.ts";
import { reportOf } from "./report-list.ts";
import { type ReportPeriod, readPeriod } from "./report-period.ts";

export const ExportReportInput = GetReportInput.pick({ report: true, period: true });
export type ExportReportInput = z.input<typeof ExportReportInput>;

export interface ReportDownload {
  readonly fileName: string;
  readonly pieces: AsyncGenerator<string>;
}

/**
 * All of a report as CSV, read through a cursor in one snapshot, with its control totals and checks below. Finance may.
 * @throws before the first piece when the person may not or there is no such report.
 */
export async function exportReport(ctx: Context, input: ExportReportInput): Promise<ReportDownload> {
  requirePlatformRole(ctx, "finance");
  const { report: id, period: asked } = parseInput(ExportReportInput, input);
  const report = reportOf(id);
  const period = await readPeriod(ctx, report, asked);
  return { fileName: `${report.id}-${period.text}.csv`, pieces: pieces(ctx, report, period) };
}

async function* pieces(ctx: Context, report: Report, period: ReportPeriod): AsyncGenerator<string> {
  const reading = await readReport(ctx, report, period);
  async function* rows(): AsyncGenerator<CsvCell[][]> {
    for await (const page of reading.pages) yield page.map((row) => csvCells(report, row));
  }
  try {
    yield* streamCsv({
      columns: csvColumns(report),
      rows: rows(),
      controlTotals: async () => controlTotals(report, period, await reading.sums()),
    });
  } finally {
    reading.close();
  }
}
