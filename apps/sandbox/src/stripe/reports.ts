import type Stripe from "stripe";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { stripeId } from "./stripe-id.ts";

/** The one report there is: every change of the balance in an interval. */
const REPORT_TYPE = "balance_change_from_activity.itemized.3";
const REPORT_SECONDS = 5;

export function startReport(account: StripeAccount, sent: Stripe.Reporting.ReportRunCreateParams) {
  const { store } = account;
  if (sent.report_type !== REPORT_TYPE)
    throw new StripeApiError({
      status: 400,
      param: "report_type",
      message: `No such report type: ${sent.report_type}`,
    });
  const { interval_start: start = 0, interval_end: end = store.now() } = sent.parameters ?? {};
  const report: Stripe.Reporting.ReportRun = {
    id: stripeId("frr_"),
    object: "reporting.report_run",
    created: store.now(),
    error: null,
    livemode: false,
    parameters: { interval_start: start, interval_end: end },
    report_type: sent.report_type,
    result: null,
    status: "pending",
    succeeded_at: null,
  };
  store.state.reports[report.id] = report;
  store.state.due.push({ at: store.now() + REPORT_SECONDS, what: "report", id: report.id });
  return report;
}

/** Writes the report's file. */
export function finishReport(account: StripeAccount, report: Stripe.Reporting.ReportRun, publicUrl: string): void {
  const { store } = account;
  const { interval_start: start = 0, interval_end: end = 0 } = report.parameters;
  const columns = ["balance_transaction_id", "created", "reporting_category", "currency", "gross", "fee", "net"];
  const lines = Object.values(store.state.balanceTransactions)
    .filter(({ created }) => created >= start && created < end)
    .map(({ id, created, reporting_category: category, currency, amount, fee, net }) =>
      [
        id,
        new Date(created * 1000).toISOString(),
        category,
        currency,
        decimal(amount),
        decimal(fee),
        decimal(net),
      ].join(),
    );
  const text = [columns.join(), ...lines, ""].join("\n");
  const fileId = stripeId("file_");
  store.state.reportFiles[fileId] = text;
  report.result = {
    id: fileId,
    object: "file",
    created: store.now(),
    expires_at: null,
    filename: `${report.id}.csv`,
    purpose: "finance_report_run",
    size: Buffer.byteLength(text),
    title: null,
    type: "csv",
    url: `${publicUrl}/v1/files/${fileId}/contents`,
  };
  report.status = "succeeded";
  report.succeeded_at = store.now();
  emitEvent(account, "reporting.report_run.succeeded", report);
}

function decimal(cents: number): string {
  return (cents / 100).toFixed(2);
}
