import { type ApiServices, openServices } from "@tollgate/api/open-context";
import { env } from "../env.ts";

declare global {
  /** Kept by the process: the framework loads this module once per bundle, not once per process. */
  var tollgateConsoleServices: ApiServices | undefined;
}

/** The stores and partners of this process, opened when first asked for. @throws when the environment is incomplete. */
export function services(): ApiServices {
  globalThis.tollgateConsoleServices ??= open();
  return globalThis.tollgateConsoleServices;
}

function open(): ApiServices {
  const settings = env();
  return openServices({
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    encryptionKeys: settings.TOLLGATE_ENCRYPTION_KEYS,
    receiptKeys: settings.TOLLGATE_RECEIPT_KEYS,
    consoleUrl: settings.CONSOLE_URL,
    apiUrl: settings.API_URL,
    seller: settings.SELLER,
    smtp: settings.SMTP_URL ? { url: settings.SMTP_URL, from: settings.MAIL_FROM } : null,
    payments: settings.STRIPE_SECRET_KEY
      ? {
          secretKey: settings.STRIPE_SECRET_KEY,
          webhookSecret: settings.STRIPE_WEBHOOK_SECRET ?? "",
          apiUrl: settings.STRIPE_API_URL ?? null,
        }
      : null,
    egressAllow: settings.EGRESS_ALLOW.split(",")
      .map((range) => range.trim())
      .filter(Boolean),
  });
}
