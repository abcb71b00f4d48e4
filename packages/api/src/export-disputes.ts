import type { Context } from "@tollgate/marketplace/context";
import { type ExportDisputesInput, exportDisputes as verb } from "@tollgate/marketplace/disputes/export-disputes";
import { exportList } from "./export-list.ts";

/** Answers a download of disputes as CSV. */
export async function exportDisputes(ctx: Context, filter: ExportDisputesInput): Promise<Response> {
  return await exportList(ctx, { name: "disputes", pieces: () => verb(ctx, filter) });
}
