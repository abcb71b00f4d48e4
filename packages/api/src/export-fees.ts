import type { Context } from "@tollgate/marketplace/context";
import { exportFees as verb } from "@tollgate/marketplace/fees/export-fees";
import { exportList } from "./export-list.ts";

/** Answers a download of every fee of the platform as CSV. */
export async function exportFees(ctx: Context): Promise<Response> {
  return await exportList(ctx, { name: "fees", pieces: () => verb(ctx) });
}
