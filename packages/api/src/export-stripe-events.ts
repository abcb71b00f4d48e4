import type { Context } from "@tollgate/marketplace/context";
import {
  type ExportStripeEventsInput,
  exportStripeEvents as verb,
} from "@tollgate/marketplace/processor-events/export-stripe-events";
import { exportList } from "./export-list.ts";

/** Answers a download of processor events as CSV. */
export async function exportStripeEvents(ctx: Context, filter: ExportStripeEventsInput): Promise<Response> {
  return await exportList(ctx, { name: "processor-events", pieces: () => verb(ctx, filter) });
}
