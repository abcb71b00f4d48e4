import type { Services } from "../context.ts";
import { DELIVERIES_KEPT_DAYS } from "./webhook-events.ts";

const BATCH = 1_000;
const DAY_MS = 86_400_000;

/**
 * Deletes messages that are over and older than they are kept, and those that have waited that long at a webhook which is off. One that was sent
 * again counts from its delivery. Small batches, each committed by itself, so that nothing that is sent meanwhile waits for them.
 */
export async function forgetDeliveries({ db, now }: Pick<Services, "db" | "now">): Promise<{ forgotten: number }> {
  const before = new Date(now().getTime() - DELIVERIES_KEPT_DAYS * DAY_MS);
  let forgotten = 0;
  for (;;) {
    const { rowCount } = await db.pool.query(
      `DELETE FROM webhook_delivery WHERE id IN (
        SELECT d.id FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
          WHERE d.created_at < $1 AND (d.delivered_at IS NULL OR d.delivered_at < $1) AND (d.state <> 'pending' OR NOT e.enabled)
          ORDER BY d.created_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED)`,
      [before, BATCH],
    );
    forgotten += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return { forgotten };
  }
}
