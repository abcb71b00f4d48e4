import { type Context, requireStaff } from "../context.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { listPayoutSettings, type PayoutSettingsView } from "./list-payout-settings.ts";

/** Every version of the terms of payouts as CSV, newest first. Finance and operators may. @throws before the first piece when the person may not. */
export async function exportPayoutSettings(ctx: Context): Promise<AsyncGenerator<string>> {
  requireStaff(ctx);
  const versions = await listPayoutSettings(ctx);
  return streamCsv({
    columns: [
      ...["version", "minimum_payout_nano", "minimum_payout_usd", "holdback_basis_points", "holdback_days"],
      ...["new_payee_days", "dispute_rate_basis_points", "retry_hours", "anomaly_percent", "tax_form_from_nano"],
      ...["tax_form_from_usd", "set_at", "set_by", "note"],
    ],
    rows: lines(versions),
    controlTotals: async () => [["versions", versions.length]],
  });
}

async function* lines(versions: readonly PayoutSettingsView[]): AsyncGenerator<CsvCell[][]> {
  yield versions.map((one) => [
    ...[one.version, one.minimumPayoutNano, { usdNano: one.minimumPayoutNano }, one.holdbackBasisPoints],
    ...[one.holdbackDays, one.newPayeeDays, one.disputeRateBasisPoints, one.retryHours, one.anomalyPercent],
    ...[one.taxFormFromNano, one.taxFormFromNano === null ? null : { usdNano: one.taxFormFromNano }],
    ...[one.createdAt, one.createdBy, one.note],
  ]);
}
