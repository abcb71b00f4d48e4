import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import type { WebhookEvent } from "./webhook-events.ts";

export interface OutgoingEvent {
  readonly workspaceId: string;
  readonly type: WebhookEvent;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Body of a message, as receivers get it. */
export function webhookBody(type: string, at: Date, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data });
}

/** Puts an event on its way to every webhook of the workspace that asks for it, in the transaction of what happened. */
export async function enqueueEvent(tx: Transaction, { workspaceId, type, at, data }: OutgoingEvent): Promise<void> {
  const endpoints = await tx.webhookEndpoint.findMany({
    where: { workspaceId, enabled: true, events: { has: type } },
    select: { id: true },
  });
  const body = webhookBody(type, at, data);
  await tx.webhookDelivery.createMany({
    data: endpoints.map(({ id }) => ({
      id: newId("webhookDelivery"),
      endpointId: id,
      event: type,
      body,
      nextAttemptAt: at,
    })),
  });
}
