import { type Context, requireStaff } from "../context.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { type FeeView, listFees } from "./list-fees.ts";

/** Every fee there was, is and will be as CSV, the last to begin first. Finance and operators may. @throws before the first piece when the person may not. */
export async function exportFees(ctx: Context): Promise<AsyncGenerator<string>> {
  requireStaff(ctx);
  const fees = await listFees(ctx);
  return streamCsv({
    columns: [
      ...["fee_version_id", "applies_to", "state", "basis_points", "fixed_nano", "fixed_usd", "applies_from"],
      ...["set_at", "set_by", "note"],
    ],
    rows: lines(fees),
    controlTotals: async () => [["fees", fees.length]],
  });
}

async function* lines(fees: readonly FeeView[]): AsyncGenerator<CsvCell[][]> {
  yield fees.map((fee) => [
    ...[fee.id, fee.appliesTo, fee.state, fee.basisPoints, fee.fixedNano, { usdNano: fee.fixedNano }, fee.effectiveAt],
    ...[fee.createdAt, fee.createdBy, fee.note],
  ]);
}
