import { createHash } from "node:crypto";
import { formatUsd } from "@tollgate/money/nano";
import { stringify } from "csv-stringify/sync";

/** A finished export. */
export interface CsvDocument {
  readonly fileName: string;
  readonly csv: string;
  /** SHA-256 of every byte above the last line, which repeats it, so that a kept file proves itself. */
  readonly sha256: string;
}

/** `usdNano` is written as a decimal in USD with all nine digits: a number of ours, so its minus stays a minus. */
export type CsvCell = string | number | bigint | Date | null | { readonly usdNano: bigint };

export interface CsvContent {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
  /** Closing lines: a name and a value each. */
  readonly controlTotals: readonly (readonly [string, CsvCell])[];
}

/**
 * Writes an export: text is quoted and defused, so that no spreadsheet takes it for a formula (OWASP, CSV injection); integers are plain;
 * times are UTC ISO 8601; lines end with CRLF (RFC 4180).
 */
export function writeCsv({ fileName, columns, rows, controlTotals }: CsvContent): CsvDocument {
  const totals = controlTotals.map(([name, value]) => [`# ${name}`, value]);
  const body = writeLines([columns, ...rows, ...totals]);
  const sha256 = createHash("sha256").update(body).digest("hex");
  return { fileName, csv: `${body}# sha256,${sha256}\r\n`, sha256 };
}

/** Lines of a file that is written in pieces; see `writeCsv`. */
export function writeLines(lines: readonly (readonly CsvCell[])[]): string {
  return stringify(
    lines.map((line) => line.map(cell)),
    { record_delimiter: "windows" },
  );
}

function cell(value: CsvCell): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return /^[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  if (typeof value === "object") return formatUsd(value.usdNano, 9);
  return value.toString();
}
