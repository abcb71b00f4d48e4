import type { Context } from "@tollgate/marketplace/context";
import {
  type ExportProcessorTransactionsInput,
  exportProcessorTransactions as verb,
} from "@tollgate/marketplace/reconciliation/export-processor-transactions";
import { exportList } from "./export-list.ts";

/** Answers a download of the processor's transactions of a month as CSV. */
export async function exportProcessorTransactions(
  ctx: Context,
  filter: ExportProcessorTransactionsInput,
): Promise<Response> {
  return await exportList(ctx, { name: "processor-transactions", pieces: () => verb(ctx, filter) });
}
