import { raiseAlerts as raise } from "@tollgate/marketplace/alerts/raise-alerts";
import { sendAlertMails } from "@tollgate/marketplace/alerts/send-alert-mails";
import type { Handler } from "../handler.ts";

export const raiseAlerts: Handler = async ({ context }) => {
  const { raised } = await raise(context);
  return { raised, ...(await sendAlertMails(context)) };
};
