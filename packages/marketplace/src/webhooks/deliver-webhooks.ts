import type { Services } from "../context.ts";
import { noteEndpointHealth } from "./note-endpoint-health.ts";
import { type PostResult, postWebhook } from "./post-webhook.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { signWebhook } from "./sign-webhook.ts";

export type DeliveryServices = Pick<Services, "db" | "keyRing" | "egressAllow" | "mailer" | "urls" | "now">;

/** Messages taken at a time; they are sent side by side. */
const BATCH = 20;
/** A worker that dies with a message in hand leaves it to the next one after this. */
const LEASE_MS = 60_000;
/** A receiver that answers this wants nothing more (Standard Webhooks 1.0). */
const GONE = 410;

interface ClaimedDelivery {
  readonly id: string;
  readonly body: string;
  /** This try included. */
  readonly attempts: number;
  readonly endpoint_id: string;
  readonly url: string;
  readonly secret_sealed: string;
  readonly previous_secret_sealed: string | null;
  readonly previous_secret_until: Date | null;
}

/** Sends every message that is due. A message may arrive twice, when a worker dies after sending it; receivers know it by its `webhook-id`. */
export async function deliverWebhooks(services: DeliveryServices): Promise<{ delivered: number; failed: number }> {
  const totals = { delivered: 0, failed: 0 };
  for (;;) {
    const claimed = await claim(services);
    const results = await Promise.all(claimed.map((delivery) => deliver(services, delivery)));
    for (const delivered of results) totals[delivered ? "delivered" : "failed"] += 1;
    if (claimed.length < BATCH) return totals;
  }
}

async function claim({ db, now }: DeliveryServices): Promise<ClaimedDelivery[]> {
  const at = now();
  const { rows } = await db.pool.query<ClaimedDelivery>(
    `UPDATE webhook_delivery d SET attempts = d.attempts + 1, next_attempt_at = $2
      FROM webhook_endpoint e
      WHERE e.id = d.endpoint_id AND d.id IN (
        SELECT due.id FROM webhook_delivery due JOIN webhook_endpoint target ON target.id = due.endpoint_id AND target.enabled
          WHERE due.next_attempt_at <= $1 ORDER BY due.next_attempt_at LIMIT $3 FOR UPDATE OF due SKIP LOCKED)
      RETURNING d.id, d.body, d.attempts, d.endpoint_id, e.url, e.secret_sealed, e.previous_secret_sealed, e.previous_secret_until`,
    [at, new Date(at.getTime() + LEASE_MS), BATCH],
  );
  return rows;
}

async function deliver(services: DeliveryServices, delivery: ClaimedDelivery): Promise<boolean> {
  const { id, attempts, endpoint_id: endpointId } = delivery;
  const { delivered, status, error } = await post(services, delivery);
  const now = services.now();
  const waitMs = delivered ? null : retryDelayMs(attempts);
  // The condition keeps a slow try from writing over a message that was sent again meanwhile.
  await services.db.prisma.webhookDelivery.updateMany({
    where: { id, attempts, state: "pending" },
    data: {
      state: delivered ? "delivered" : waitMs === null ? "failed" : "pending",
      nextAttemptAt: waitMs === null ? null : new Date(now.getTime() + waitMs),
      lastStatus: status,
      lastError: error,
      deliveredAt: delivered ? now : null,
    },
  });
  await noteEndpointHealth(services, { endpointId, delivered, gone: status === GONE });
  return delivered;
}

async function post(services: DeliveryServices, delivery: ClaimedDelivery): Promise<PostResult> {
  const { id, body, url } = delivery;
  let secrets: string[];
  try {
    secrets = secretsOf(services, delivery);
  } catch {
    return { delivered: false, status: null, error: "The signing secret could not be opened. Rotate it." };
  }
  const timestamp = Math.floor(services.now().getTime() / 1000);
  const headers = signWebhook({ id, timestamp, body }, secrets);
  return await postWebhook({ url, headers, body, egressAllow: services.egressAllow });
}

function secretsOf({ keyRing, now }: DeliveryServices, delivery: ClaimedDelivery): string[] {
  const secrets = [keyRing.open(delivery.secret_sealed, delivery.endpoint_id)];
  const { previous_secret_sealed: previous, previous_secret_until: until } = delivery;
  if (previous !== null && until !== null && until > now()) secrets.push(keyRing.open(previous, delivery.endpoint_id));
  return secrets;
}
