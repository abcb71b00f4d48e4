import type { Context } from "@tollgate/marketplace/context";
import { exportTaxThresholds as verb } from "@tollgate/marketplace/tax-thresholds/export-tax-thresholds";
import { exportList } from "./export-list.ts";

/** Answers a download of every tax threshold as CSV. */
export async function exportTaxThresholds(ctx: Context): Promise<Response> {
  return await exportList(ctx, { name: "tax-thresholds", pieces: () => verb(ctx) });
}
