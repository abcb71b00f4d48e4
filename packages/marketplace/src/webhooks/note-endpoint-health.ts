import type { WebhookEndpointModel } from "@tollgate/db/generated/models/WebhookEndpoint";
import { mailAdmins } from "../access/mail-admins.ts";
import type { Services } from "../context.ts";
import { SWITCH_OFF_AFTER_DAYS } from "./webhook-events.ts";

export type EndpointHealthServices = Pick<Services, "db" | "mailer" | "urls" | "now">;

export interface TryResult {
  readonly endpointId: string;
  readonly delivered: boolean;
  /** The receiver said that it wants nothing more. */
  readonly gone: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Keeps in mind since when nothing has arrived at a webhook, and switches it off when that was for days. Owners and admins are told once: only
 * the statement that switches it off tells.
 */
export async function noteEndpointHealth(services: EndpointHealthServices, result: TryResult): Promise<void> {
  const { prisma } = services.db;
  const { endpointId: id, delivered, gone } = result;
  if (delivered) {
    await prisma.webhookEndpoint.updateMany({
      where: { id, failingSince: { not: null } },
      data: { failingSince: null },
    });
    return;
  }
  const now = services.now();
  await prisma.webhookEndpoint.updateMany({ where: { id, failingSince: null }, data: { failingSince: now } });
  const deadSince = new Date(now.getTime() - SWITCH_OFF_AFTER_DAYS * DAY_MS);
  const { count } = await prisma.webhookEndpoint.updateMany({
    where: { id, enabled: true, ...(gone ? {} : { failingSince: { lte: deadSince } }) },
    data: { enabled: false, switchedOffAt: now },
  });
  if (count === 0) return;
  const endpoint = await prisma.webhookEndpoint.findUnique({ where: { id } });
  if (endpoint) await tell(services, endpoint, gone);
}

async function tell(services: EndpointHealthServices, endpoint: WebhookEndpointModel, gone: boolean): Promise<void> {
  const { host } = new URL(endpoint.url);
  await mailAdmins(services, endpoint.workspaceId, (workspace) => ({
    subject: `The webhook to ${host} was switched off`,
    text: [
      gone
        ? `The receiver at ${host} answered 410 Gone, so the webhook of “${workspace.name}” was switched off.`
        : `For ${SWITCH_OFF_AFTER_DAYS} days no message of “${workspace.name}” has arrived at ${host}, so this webhook was switched off.`,
      "",
      "What waits is kept and is sent after it is switched on again.",
      "",
      `See its deliveries and switch it on: ${services.urls.console}/w/${workspace.slug}/webhooks`,
    ].join("\n"),
  }));
}
