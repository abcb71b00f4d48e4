import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf } from "../reports/every-page.ts";
import { readRefunds } from "./list-refunds.ts";
import { RefundFilter } from "./refund-line.ts";

export const ExportRefundsInput = RefundFilter;
export type ExportRefundsInput = z.input<typeof ExportRefundsInput>;

/** Refunds of purchases as CSV, newest first, in pieces. Finance may. @throws before the first piece when the person may not. */
export async function exportRefunds(ctx: Context, input: ExportRefundsInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const filter = parseInput(ExportRefundsInput, input);
  const sums = { refunds: 0, doneNano: 0n };
  return streamCsv({
    columns: [
      ...["refund_id", "state", "payment_id", "workspace_id", "workspace", "amount_nano", "amount_usd", "origin"],
      ...["requested_by", "note", "failure_reason", "processor_id", "created_at", "completed_at", "journal_id"],
      ...["reversal_journal_id", "retry_of"],
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [
      ["refunds", sums.refunds],
      ["done_nano", sums.doneNano],
    ],
  });
}

interface Sums {
  refunds: number;
  doneNano: bigint;
}

async function* pages(ctx: Context, filter: RefundFilter, sums: Sums): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPageAfter((place) => readRefunds(ctx, filter, place), idOf)) {
    for (const one of page) {
      sums.refunds += 1;
      if (one.state === "done") sums.doneNano += one.amountNano;
    }
    yield page.map((one) => [
      ...[one.id, one.state, one.paymentId, one.workspaceId, one.workspaceName, one.amountNano],
      ...[{ usdNano: one.amountNano }, one.origin, one.requestedBy, one.note, one.failureReason, one.processorId],
      ...[one.createdAt, one.completedAt, one.journalId, one.reversalJournalId, one.retryOf],
    ]);
  }
}
