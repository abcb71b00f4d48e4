import type { Transaction } from "@tollgate/db/open-database";
import { enqueueEvent } from "../webhooks/enqueue-event.ts";
import type { WebhookEvent } from "../webhooks/webhook-events.ts";

export interface NewAlert {
  readonly workspaceId: string;
  readonly scopeId: string;
  readonly windowName: string;
  readonly threshold: number;
  readonly kind: WebhookEvent;
  readonly data: Readonly<Record<string, string | number | null>>;
}

/**
 * Records alerts that are new, and puts the webhook of the last of them on its way; the others count as told. E-mails follow by `sendAlertMails`.
 * @returns how many were new.
 */
export async function recordAlerts(tx: Transaction, alerts: readonly NewAlert[], at: Date): Promise<number> {
  const fresh: NewAlert[] = [];
  for (const alert of alerts) if (await insertAlert(tx, alert)) fresh.push(alert);
  const told = fresh.at(-1);
  if (!told) return 0;
  for (const { scopeId, windowName, threshold } of fresh.slice(0, -1)) {
    const where = { scopeId_windowName_threshold: { scopeId, windowName, threshold } };
    await tx.alert.update({ where, data: { mailedAt: at } });
  }
  const { workspaceId, kind: type, data } = told;
  await enqueueEvent(tx, { workspaceId, type, at, data });
  return fresh.length;
}

/** @returns false when it was there already. */
async function insertAlert(tx: Transaction, { data, ...alert }: NewAlert): Promise<boolean> {
  const { count } = await tx.alert.createMany({ data: [{ ...alert, detail: data }], skipDuplicates: true });
  return count === 1;
}
