import type { Context } from "@tollgate/marketplace/context";
import { exportDebts as verb } from "@tollgate/marketplace/corrections/export-debts";
import { exportList } from "./export-list.ts";

/** Answers a download of what is owed to us as CSV. */
export async function exportDebts(ctx: Context): Promise<Response> {
  return await exportList(ctx, { name: "debts", pieces: () => verb(ctx) });
}
