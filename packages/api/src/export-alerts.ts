import { exportAlerts as verb } from "@tollgate/marketplace/alerts/export-alerts";
import type { Context } from "@tollgate/marketplace/context";
import { exportList } from "./export-list.ts";

/** Answers a download of a workspace's alerts as CSV. */
export async function exportAlerts(ctx: Context, workspaceId: string): Promise<Response> {
  return await exportList(ctx, { name: "alerts", pieces: () => verb(ctx, { workspaceId }) });
}
