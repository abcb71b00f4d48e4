import { type ExportAlertsInput, exportAlerts as verb } from "@tollgate/marketplace/alerts/export-alerts";
import type { Context } from "@tollgate/marketplace/context";
import { exportList } from "./export-list.ts";

/** Answers a download of a workspace's alerts as CSV, filtered like the list. */
export async function exportAlerts(ctx: Context, asked: ExportAlertsInput): Promise<Response> {
  return await exportList(ctx, { name: "alerts", pieces: () => verb(ctx, asked) });
}
