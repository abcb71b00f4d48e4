import { formatUsd } from "@tollgate/money/nano";
import { type Context, requirePlatformRole } from "../context.ts";
import { writeTablePdf } from "../documents/write-table-pdf.ts";
import { parseInput } from "../parse-input.ts";
import { ExportReportInput } from "./export-report.ts";
import { controlTotals, type ReportSums, readReport } from "./read-report.ts";
import type { Report, ReportColumn } from "./report.ts";
import { reportOf } from "./report-list.ts";
import { type ReportPeriod, readPeriod } from "./report-period.ts";
import type { ReportCell, ReportRow } from "./report-rows.ts";

/** Lines of a printed report: more is read by machines, which take the CSV. */
const MAX_LINES = 2_000;

export interface PrintedReport {
  readonly fileName: string;
  readonly pdf: Uint8Array;
}

/**
 * A report as PDF, from the same reading as its CSV: its lines, their totals, and on the last page the control totals, the checks, and the SHA-256
 * that the CSV of the same lines has. Of a long report the first 2,000 lines are printed; the totals are those of all. Finance may.
 */
export async function printReport(ctx: Context, input: ExportReportInput): Promise<PrintedReport> {
  requirePlatformRole(ctx, "finance");
  const { report: id, period: asked } = parseInput(ExportReportInput, input);
  const report = reportOf(id);
  const period = await readPeriod(ctx, report, asked);
  const reading = await readReport(ctx, report, period);
  try {
    const lines: ReportRow[] = [];
    for await (const page of reading.pages) lines.push(...page.slice(0, MAX_LINES - lines.length));
    const sums = await reading.sums();
    return {
      fileName: `${report.id}-${period.text}.pdf`,
      pdf: await write({ report, period, lines, sums, seller: ctx.seller }),
    };
  } finally {
    reading.close();
  }
}

interface Printing {
  readonly report: Report;
  readonly period: ReportPeriod;
  readonly lines: readonly ReportRow[];
  readonly sums: ReportSums;
  readonly seller: readonly string[];
}

async function write({ report, period, lines, sums, seller }: Printing): Promise<Uint8Array> {
  const decimals = new Map(report.columns.map(({ key }) => [key, decimalsOf([...lines, sums.totals], key)]));
  const text = (column: ReportColumn, cell: ReportCell) => textOf(column, cell, decimals.get(column.key) ?? 2);
  const rest = sums.lines - lines.length;
  return await writeTablePdf({
    title: report.title,
    issuer: [seller[0] ?? "", report.lead],
    at: new Date(period.scope.now),
    footer: `${report.title}, ${period.text}`,
    facts: [
      ["Period", report.period === "now" ? "as it stands" : `${period.text} (UTC)`],
      ["Read at", period.scope.now],
      [
        "Lines",
        `${sums.lines}${rest > 0 ? `, of which the first ${lines.length} are printed; the CSV has every line` : ""}`,
      ],
    ],
    columns: report.columns.map(({ header, kind }) => ({ header, isNumber: NUMBERS.has(kind) })),
    rows: lines.map((line) => report.columns.map((column) => text(column, line[column.key] ?? null))),
    totals: report.columns.map((column, index) => {
      if (column.total) return text(column, sums.totals[column.key] ?? 0n);
      return index === 0 ? "Total of all lines" : "";
    }),
    closing: controlTotals(report, period, sums).map(([name, value]) => [name, closingText(value)]),
  });
}

const NUMBERS: ReadonlySet<ReportColumn["kind"]> = new Set(["nano", "count", "basisPoints"]);

/** As many decimals as the column needs to be exact, and at least cents. */
function decimalsOf(lines: readonly ReportRow[], key: string): number {
  let decimals = 2;
  for (const line of lines) {
    const cell = line[key];
    if (typeof cell === "bigint") decimals = Math.max(decimals, formatUsd(cell).split(".")[1]?.length ?? 0);
  }
  return decimals;
}

function textOf({ kind }: ReportColumn, cell: ReportCell, decimals: number): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace("T", " ");
  if (kind === "nano" && typeof cell === "bigint") return grouped(formatUsd(cell, decimals));
  if (kind === "basisPoints") return `${(Number(cell) / 100).toFixed(2)}%`;
  return kind === "count" ? grouped(String(cell)) : String(cell);
}

function grouped(text: string): string {
  const [whole = "", fraction] = text.split(".");
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ","), fraction].filter((part) => part !== undefined).join(".");
}

function closingText(value: string | number | bigint | Date | null | { readonly usdNano: bigint }): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && value !== null) return formatUsd(value.usdNano, 9);
  return String(value ?? "");
}
