import { exportWebhookDeliveries } from "@tollgate/api/export-webhook-deliveries";
import { requestContext } from "../../../../server/context.ts";
import { readDeliveryState } from "../../../../webhooks/webhook-words.ts";

/** Deliveries of a webhook as CSV; the filter is that of their page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  return await exportWebhookDeliveries(await requestContext(), {
    workspaceId: searchParams.get("workspaceId") ?? "",
    webhookId: searchParams.get("webhook") ?? "",
    state: readDeliveryState(searchParams.get("state") ?? undefined),
  });
}
