import { type Context, requireStaff } from "../context.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { listTaxThresholds, type TaxThresholdView } from "./list-tax-thresholds.ts";

/** Every threshold there was, is and will be as CSV, by country and form. Finance and operators may. @throws before the first piece when the person may not. */
export async function exportTaxThresholds(ctx: Context): Promise<AsyncGenerator<string>> {
  requireStaff(ctx);
  const thresholds = await listTaxThresholds(ctx);
  return streamCsv({
    columns: [
      ...["tax_threshold_id", "country", "form", "state", "applies_from", "threshold_nano", "threshold_usd", "counts"],
      ...["in_law", "source", "set_at", "set_by", "note"],
    ],
    rows: lines(thresholds),
    controlTotals: async () => [["thresholds", thresholds.length]],
  });
}

async function* lines(thresholds: readonly TaxThresholdView[]): AsyncGenerator<CsvCell[][]> {
  yield thresholds.map((one) => [
    ...[one.id, one.country, one.form, one.state, one.effectiveOn, one.thresholdNano],
    ...[one.thresholdNano === null ? null : { usdNano: one.thresholdNano }, countsWord(one)],
    ...[one.inLaw, one.source, one.createdAt, one.createdBy, one.note],
  ]);
}

function countsWord({ thresholdNano, isAbove }: TaxThresholdView): string {
  if (thresholdNano === null) return "never";
  return isAbove ? "above" : "from";
}
