import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPage } from "../reports/every-page.ts";
import { ListProcessorTransactionsInput, listProcessorTransactions } from "./list-processor-transactions.ts";

export const ExportProcessorTransactionsInput = ListProcessorTransactionsInput.pick({ month: true, category: true });
export type ExportProcessorTransactionsInput = z.input<typeof ExportProcessorTransactionsInput>;

const PAGE = 200;

interface Sums {
  transactions: number;
  amountNano: bigint;
  feeNano: bigint;
  netNano: bigint;
}

/**
 * What moved our balance at the processor in a month as CSV, newest first, in pieces. Finance may.
 * @throws before the first piece when the person may not or there is no such month.
 */
export async function exportProcessorTransactions(
  ctx: Context,
  input: ExportProcessorTransactionsInput,
): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const filter = parseInput(ExportProcessorTransactionsInput, input);
  const sums: Sums = { transactions: 0, amountNano: 0n, feeNano: 0n, netNano: 0n };
  return streamCsv({
    columns: [
      ...["transaction_id", "at", "category", "source_id", "reference", "amount_nano", "amount_usd"],
      ...["fee_nano", "fee_usd", "net_nano", "net_usd"],
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [
      ["month", filter.month],
      ["transactions", sums.transactions],
      ["amount_nano", sums.amountNano],
      ["fee_nano", sums.feeNano],
      ["net_nano", sums.netNano],
    ],
  });
}

async function* pages(ctx: Context, filter: ExportProcessorTransactionsInput, sums: Sums): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPage((cursor) => listProcessorTransactions(ctx, { ...filter, cursor, limit: PAGE }))) {
    for (const { amountNano, feeNano, netNano } of page.transactions) {
      sums.transactions += 1;
      sums.amountNano += amountNano;
      sums.feeNano += feeNano;
      sums.netNano += netNano;
    }
    yield page.transactions.map((one) => [
      ...[one.id, one.at, one.category, one.sourceId, one.reference, one.amountNano, { usdNano: one.amountNano }],
      ...[one.feeNano, { usdNano: one.feeNano }, one.netNano, { usdNano: one.netNano }],
    ]);
  }
}
