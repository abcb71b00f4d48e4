import type { WebhookEndpointModel } from "@tollgate/db/generated/models/WebhookEndpoint";
import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/** A webhook as screens show it. Its secret is shown once and never again. */
export interface WebhookView {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  /** Until when the secret before the last rotation signs too; `null` when only one does. */
  readonly previousSecretUntil: Date | null;
  /** Since when nothing has arrived although it was tried; `null` while messages arrive. */
  readonly failingSince: Date | null;
  /** When the platform switched it off because nothing arrived for days. */
  readonly switchedOffAt: Date | null;
  readonly createdAt: Date;
}

export function toWebhookView(row: WebhookEndpointModel, now: Date): WebhookView {
  const { id, url, events, enabled, previousSecretUntil, failingSince, switchedOffAt, createdAt } = row;
  const stillSigns = previousSecretUntil !== null && previousSecretUntil > now;
  const until = stillSigns ? previousSecretUntil : null;
  return { id, url, events, enabled, previousSecretUntil: until, failingSince, switchedOffAt, createdAt };
}

/** A webhook of this workspace, locked for the rest of the transaction. */
export async function lockWebhook(tx: Transaction, workspaceId: string, id: string): Promise<WebhookEndpointModel> {
  await tx.$queryRaw`SELECT 1 FROM webhook_endpoint WHERE id = ${id} AND workspace_id = ${workspaceId} FOR UPDATE`;
  const row = await tx.webhookEndpoint.findFirst({ where: { id, workspaceId } });
  if (!row) throw new MarketplaceError("not_found", "This webhook does not exist.");
  return row;
}
