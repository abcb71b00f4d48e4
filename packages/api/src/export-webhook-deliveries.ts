import type { Context } from "@tollgate/marketplace/context";
import {
  type ExportWebhookDeliveriesInput,
  exportWebhookDeliveries as verb,
} from "@tollgate/marketplace/webhooks/export-webhook-deliveries";
import { exportList } from "./export-list.ts";

/** Answers a download of a webhook's deliveries as CSV, filtered like the list. */
export async function exportWebhookDeliveries(ctx: Context, asked: ExportWebhookDeliveriesInput): Promise<Response> {
  return await exportList(ctx, { name: "webhook-deliveries", pieces: () => verb(ctx, asked) });
}
