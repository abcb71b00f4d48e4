import type { Context } from "@tollgate/marketplace/context";
import { exportPromotions as verb } from "@tollgate/marketplace/promotions/export-promotions";
import { exportList } from "./export-list.ts";

/** Answers a download of all promotional credit that was given as CSV. */
export async function exportPromotions(ctx: Context): Promise<Response> {
  return await exportList(ctx, { name: "promotions", pieces: () => verb(ctx) });
}
