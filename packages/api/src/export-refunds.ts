import type { Context } from "@tollgate/marketplace/context";
import { type ExportRefundsInput, exportRefunds as verb } from "@tollgate/marketplace/refunds/export-refunds";
import { exportList } from "./export-list.ts";

/** Answers a download of refunds as CSV. */
export async function exportRefunds(ctx: Context, filter: ExportRefundsInput): Promise<Response> {
  return await exportList(ctx, { name: "refunds", pieces: () => verb(ctx, filter) });
}
