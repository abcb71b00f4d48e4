import { parseUsd } from "@tollgate/money/nano";
import type { Month } from "@tollgate/payouts/months";
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";

export interface InvoiceLine {
  /** UTC day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly modelId: string;
  readonly amountNano: bigint;
}

export type ParsedInvoice =
  | { readonly kind: "invoice"; readonly lines: readonly InvoiceLine[] }
  | { readonly kind: "unreadable"; readonly sentence: string };

const MAX_LINES = 50_000;
const COLUMNS = ["day", "model", "amount_usd"] as const;

const Row = z.object({
  day: z.iso.date("a day such as 2026-11-30"),
  model: z.string().trim().min(1, "a model").max(200, "a model"),
  amount_usd: z.string().regex(/^-?\d{1,9}(?:\.\d{1,9})?$/, "an amount in USD such as 12.34"),
});

/**
 * Reads an invoice: CSV with the columns `day`, `model` and `amount_usd`, others are left alone. Lines of the same day and model are added up.
 */
export function parseInvoice(text: string, month: Month): ParsedInvoice {
  const rows = readRows(text);
  if (typeof rows === "string") return { kind: "unreadable", sentence: rows };
  if (rows.length === 0) return { kind: "unreadable", sentence: "The file has no lines." };
  const sums = new Map<string, InvoiceLine>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const parsed = Row.safeParse(row);
    if (!parsed.success)
      return {
        kind: "unreadable",
        sentence: `Line ${line}: “${String(parsed.error.issues[0]?.path[0])}” must be ${parsed.error.issues[0]?.message}.`,
      };
    const { day, model, amount_usd: usd } = parsed.data;
    if (!day.startsWith(month)) return { kind: "unreadable", sentence: `Line ${line}: ${day} is not in ${month}.` };
    const amountNano = parseUsd(usd);
    if (amountNano === null)
      return { kind: "unreadable", sentence: `Line ${line}: ${usd} USD is more than can be booked.` };
    const key = `${day} ${model}`;
    sums.set(key, { day, modelId: model, amountNano: (sums.get(key)?.amountNano ?? 0n) + amountNano });
  }
  return { kind: "invoice", lines: [...sums.values()] };
}

function readRows(text: string): unknown[] | string {
  let named: readonly string[] = [];
  try {
    const rows: unknown = parse(text, {
      columns: (names: string[]) => {
        named = names;
        return names;
      },
      bom: true,
      trim: true,
      skip_empty_lines: true,
      to: MAX_LINES + 1,
    });
    if (!Array.isArray(rows)) return "The file has no lines.";
    const missing = COLUMNS.filter((column) => !named.includes(column));
    if (named.length > 0 && missing.length > 0)
      return `The first line must name the columns ${COLUMNS.join(", ")}; missing: ${missing.join(", ")}.`;
    return rows.length > MAX_LINES ? `The file has more than ${MAX_LINES} lines.` : rows;
  } catch (error) {
    if (error instanceof CsvError) return `The file is not CSV: ${error.message}.`;
    throw error;
  }
}
