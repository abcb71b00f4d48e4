import type { Context } from "../context.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { type ListAppCustomersInput, listAppCustomers } from "./list-app-customers.ts";

/** Customers of an app as CSV, as the list shows them, with control totals. Members may. */
export async function exportAppCustomers(ctx: Context, input: ListAppCustomersInput): Promise<CsvDocument> {
  const { from, to, customers, total } = await listAppCustomers(ctx, input);
  return writeCsv({
    fileName: `tollgate-app-customers-${from}-${to}.csv`,
    columns: [
      "workspace_id",
      "customer",
      "state",
      "margin_version",
      "connected_at_utc",
      "last_call_at_utc",
      "cap_nano_usd",
      "cap_reset",
      "calls",
      "failed_calls",
      "input_tokens",
      "output_tokens",
      "charge_nano_usd",
      "refunded_nano_usd",
      "surcharge_nano_usd",
      "surcharge_usd",
    ],
    rows: customers.map((one) => [
      one.workspaceId,
      one.name,
      one.state,
      one.acceptedVersion,
      one.connectedAt,
      one.lastCallAt,
      one.capNano,
      one.capReset,
      one.calls,
      one.failedCalls,
      one.inputTokens,
      one.outputTokens,
      one.chargeNano,
      one.refundedNano,
      one.surchargeNano,
      { usdNano: one.surchargeNano },
    ]),
    controlTotals: [
      ["rows", customers.length],
      ["calls", total.calls],
      ["charge_nano_usd", total.chargeNano],
      ["surcharge_nano_usd", total.surchargeNano],
    ],
  });
}
