import type { Context } from "@tollgate/marketplace/context";
import { type ExportPayeesInput, exportPayees as verb } from "@tollgate/marketplace/payees/export-payees";
import { exportList } from "./export-list.ts";

/** Answers a download of payees as CSV. */
export async function exportPayees(ctx: Context, filter: ExportPayeesInput): Promise<Response> {
  return await exportList(ctx, { name: "payees", pieces: () => verb(ctx, filter) });
}
