import type { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPage } from "../reports/every-page.ts";
import { ListAlertsInput, listAlerts } from "./list-alerts.ts";

export const ExportAlertsInput = ListAlertsInput.pick({ workspaceId: true, about: true });
export type ExportAlertsInput = z.input<typeof ExportAlertsInput>;

const PAGE = 500;

/** Alerts of a workspace as CSV, filtered like the list, newest first, in pieces. Members may. @throws before the first piece when the person may not. */
export async function exportAlerts(ctx: Context, input: ExportAlertsInput): Promise<AsyncGenerator<string>> {
  const asked = parseInput(ExportAlertsInput, input);
  requireWorkspace(ctx, asked.workspaceId);
  const sums = { alerts: 0 };
  return streamCsv({
    columns: [
      ...["at", "about", "scope", "name", "threshold_percent", "limit_nano", "limit_usd", "amount_nano", "amount_usd"],
      ...["resets_at", "mailed_at", "current"],
    ],
    rows: pages(ctx, asked, sums),
    controlTotals: async () => [
      ["workspace", asked.workspaceId],
      ["alerts", sums.alerts],
    ],
  });
}

async function* pages(ctx: Context, asked: ExportAlertsInput, sums: { alerts: number }): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPage((cursor) => listAlerts(ctx, { ...asked, cursor, limit: PAGE }))) {
    sums.alerts += page.alerts.length;
    yield page.alerts.map((alert) => [
      ...[alert.at, alert.about, alert.scope, alert.name, alert.threshold],
      ...[alert.limitNano, { usdNano: alert.limitNano }, alert.amountNano, { usdNano: alert.amountNano }],
      ...[alert.resetsAt, alert.mailedAt, String(alert.isCurrent)],
    ]);
  }
}
