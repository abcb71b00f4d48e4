import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter } from "../reports/every-page.ts";
import { PayeeFilter, readPayees } from "./list-payees.ts";

export const ExportPayeesInput = PayeeFilter;
export type ExportPayeesInput = z.input<typeof ExportPayeesInput>;

/** Payees as CSV, by name, in pieces. Finance may. @throws before the first piece when the person may not. */
export async function exportPayees(ctx: Context, input: ExportPayeesInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const filter = parseInput(ExportPayeesInput, input);
  const sums = { payees: 0, payableNano: 0n };
  return streamCsv({
    columns: [
      ...["workspace_id", "name", "country", "status", "missing", "tax_form", "tax_form_kind", "tax_form_by"],
      ...["tax_form_at", "pause_note", "bank_problem", "payable_nano", "payable_usd", "paid_this_year_nano"],
      ...["paid_this_year_usd", "since"],
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [
      ["payees", sums.payees],
      ["payable_nano", sums.payableNano],
    ],
  });
}

interface Sums {
  payees: number;
  payableNano: bigint;
}

async function* pages(ctx: Context, filter: PayeeFilter, sums: Sums): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPageAfter(
    (place) => readPayees(ctx, filter, place),
    ({ workspaceId }) => workspaceId,
  )) {
    for (const one of page) {
      sums.payees += 1;
      sums.payableNano += one.payableNano;
    }
    yield page.map((one) => [
      ...[one.workspaceId, one.name, one.country, one.status, one.missing.join(" "), one.taxForm, one.taxFormKind],
      ...[one.taxFormBy, one.taxFormAt, one.pauseNote, one.bankProblem, one.payableNano, { usdNano: one.payableNano }],
      ...[one.paidThisYearNano, { usdNano: one.paidThisYearNano }, one.since],
    ]);
  }
}
