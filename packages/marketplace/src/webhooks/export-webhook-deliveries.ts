import type { z } from "zod";
import type { Context } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPage } from "../reports/every-page.ts";
import {
  ListWebhookDeliveriesInput,
  listWebhookDeliveries,
  type WebhookDeliveryPage,
} from "./list-webhook-deliveries.ts";

export const ExportWebhookDeliveriesInput = ListWebhookDeliveriesInput.pick({
  workspaceId: true,
  webhookId: true,
  state: true,
});
export type ExportWebhookDeliveriesInput = z.input<typeof ExportWebhookDeliveriesInput>;

const PAGE = 500;

/**
 * Deliveries of a webhook as CSV, filtered like the list, newest first, in pieces. Admins and owners may.
 * @throws before the first piece when the person may not, or there is no such webhook.
 */
export async function exportWebhookDeliveries(
  ctx: Context,
  input: ExportWebhookDeliveriesInput,
): Promise<AsyncGenerator<string>> {
  const asked = parseInput(ExportWebhookDeliveriesInput, input);
  const first = await listWebhookDeliveries(ctx, { ...asked, limit: PAGE });
  const pages = everyPage(async (cursor) =>
    cursor === null ? first : await listWebhookDeliveries(ctx, { ...asked, cursor, limit: PAGE }),
  );
  const sums = { deliveries: 0 };
  return streamCsv({
    columns: [
      ...["id", "event", "state", "attempts", "last_status", "last_error"],
      ...["created_at", "delivered_at", "next_attempt_at"],
    ],
    rows: lines(pages, sums),
    controlTotals: async () => [
      ["webhook", asked.webhookId],
      ["deliveries", sums.deliveries],
    ],
  });
}

async function* lines(
  pages: AsyncGenerator<WebhookDeliveryPage>,
  sums: { deliveries: number },
): AsyncGenerator<CsvCell[][]> {
  for await (const { deliveries } of pages) {
    sums.deliveries += deliveries.length;
    yield deliveries.map((one) => [
      ...[one.id, one.event, one.state, one.attempts, one.lastStatus, one.lastError],
      ...[one.createdAt, one.deliveredAt, one.nextAttemptAt],
    ]);
  }
}
