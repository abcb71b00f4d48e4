import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { type CsvCell, writeLines } from "./csv-document.ts";
import type { Report, ReportCheck, ReportColumn } from "./report.ts";
import type { ReportPeriod } from "./report-period.ts";
import { checksOf, orderedRows, type ReportCell, type ReportRow, readFacts, summed } from "./report-rows.ts";

/** Rows that are in memory at a time. */
const FETCH = 1_000;

/** A report that is being read, in one snapshot of the books: first its pages to the end, then what they come to. */
export interface ReportReading {
  /** Pages of its lines, in its order. */
  readonly pages: AsyncGenerator<ReportRow[]>;
  /** After the last page. */
  sums(): Promise<ReportSums>;
  /** Gives the connection back, wherever reading ended. */
  close(): void;
}

export interface ReportSums {
  readonly lines: number;
  /** By key of the columns that are added up. */
  readonly totals: Readonly<Record<string, bigint>>;
  readonly checks: readonly ReportCheck[];
  /** SHA-256 of the CSV's header and lines: the same for the same lines, whenever and in whatever form they are downloaded. */
  readonly rowsSha256: string;
}

/** Begins to read all of a report through a cursor. */
export async function readReport(ctx: Context, report: Report, { scope }: ReportPeriod): Promise<ReportReading> {
  const facts = await readFacts(ctx, report);
  const client = await ctx.db.pool.connect();
  let isDone = false;
  let lines = 0;
  const sums = new Map(summed(report.columns).map(({ key }) => [key, 0n]));
  const hash = createHash("sha256").update(writeLines([csvColumns(report)]));
  async function* pages() {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(`DECLARE report NO SCROLL CURSOR FOR ${orderedRows(report, scope)}`, facts);
    for (;;) {
      const { rows } = await client.query<ReportRow>(`FETCH ${FETCH} FROM report`);
      lines += rows.length;
      for (const row of rows) for (const [key, sum] of sums) sums.set(key, sum + toBigInt(row[key] ?? null));
      if (rows.length > 0) hash.update(writeLines(rows.map((row) => csvCells(report, row))));
      yield rows;
      if (rows.length < FETCH) return;
    }
  }
  return {
    pages: pages(),
    async sums() {
      const asked = report.checks ? (await client.query<ReportCheck>(report.checks(scope))).rows : [];
      await client.query("COMMIT");
      isDone = true;
      const totals = Object.fromEntries(sums);
      return { lines, totals, checks: checksOf(report, totals, asked), rowsSha256: hash.digest("hex") };
    },
    // A reader that went away leaves a transaction open: the connection ends with it.
    close: () => client.release(!isDone),
  };
}

/** Names of the columns of a download: money is written twice, as integer nano and as decimal USD. */
export function csvColumns({ columns }: Report): string[] {
  return columns.flatMap(({ key, kind }) =>
    kind === "nano" ? [`${key}_nano`, `${key}_usd`] : [kind === "basisPoints" ? `${key}_basis_points` : key],
  );
}

/** A line of a download. */
export function csvCells({ columns }: Report, row: ReportRow): CsvCell[] {
  return columns.flatMap((column) => cellsOf(column, row[column.key] ?? null));
}

function cellsOf({ kind }: ReportColumn, cell: ReportCell): CsvCell[] {
  if (kind !== "nano") return [cell];
  return typeof cell === "bigint" ? [cell, { usdNano: cell }] : [null, null];
}

function toBigInt(cell: ReportCell): bigint {
  return typeof cell === "bigint" || typeof cell === "number" ? BigInt(cell) : 0n;
}

/** The closing lines of a download: what it is, how long, what it adds up to, and what should be zero. */
export function controlTotals(report: Report, { text, scope }: ReportPeriod, sums: ReportSums): [string, CsvCell][] {
  return [
    ["report", report.id],
    ["period", text],
    ["as_of", new Date(scope.now)],
    ["lines", sums.lines],
    ...summed(report.columns).map(({ key, kind }): [string, CsvCell] => [
      kind === "nano" ? `total_${key}_nano` : `total_${key}`,
      sums.totals[key] ?? 0n,
    ]),
    ...sums.checks.map(({ name, expected, actual }): [string, CsvCell] => [`difference: ${name}`, actual - expected]),
    ["rows_sha256", sums.rowsSha256],
  ];
}
