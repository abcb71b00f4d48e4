import type { AlertModel } from "@tollgate/db/generated/models/Alert";
import { z } from "zod";
import { mailAdmins } from "../access/mail-admins.ts";
import type { Services } from "../context.ts";
import { alertMail } from "./alert-mail.ts";

export type AlertMailServices = Pick<Services, "db" | "mailer" | "urls" | "now">;

/** What could not be mailed for so long is no news any more; the console and the webhooks have it. */
const GIVE_UP_MS = 86_400_000;
const BATCH = 100;

const Detail = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/**
 * Mails alerts to the owners and admins of their workspaces. An alert is marked before it is sent, so that two workers do not send it twice;
 * when nobody could be reached it is unmarked and sent by a later pass.
 */
export async function sendAlertMails(services: AlertMailServices): Promise<{ sent: number }> {
  const { prisma } = services.db;
  const now = services.now();
  const waiting = await prisma.alert.findMany({
    where: { mailedAt: null, at: { gt: new Date(now.getTime() - GIVE_UP_MS) } },
    orderBy: { at: "asc" },
    take: BATCH,
  });
  let sent = 0;
  for (const alert of waiting) {
    const { scopeId, windowName, threshold } = alert;
    const key = { scopeId, windowName, threshold };
    const { count } = await prisma.alert.updateMany({ where: { ...key, mailedAt: null }, data: { mailedAt: now } });
    if (count === 0) continue;
    if (await mail(services, alert)) sent += 1;
    else await prisma.alert.updateMany({ where: key, data: { mailedAt: null } });
  }
  return { sent };
}

async function mail(services: AlertMailServices, { workspaceId, kind, detail }: AlertModel): Promise<boolean> {
  const consoleUrl = services.urls.console;
  return await mailAdmins(services, workspaceId, (workspace) =>
    alertMail(kind, { detail: Detail.parse(detail), workspace, consoleUrl }),
  );
}
