import Stripe from "stripe";

/** The payment processor and the secrets that prove its webhooks. */
export interface PaymentProcessor {
  readonly stripe: Stripe;
  /** Any of them proves an event: one for snapshot events and one for thin ones, or an old and a new one while they change. */
  readonly webhookSecrets: readonly string[];
}

export interface PaymentProcessorOptions {
  readonly secretKey: string;
  /** One secret, or several with commas between. */
  readonly webhookSecret: string;
  /** Another address that speaks the processor's API, such as the sandbox; `null` for the real one. */
  readonly apiUrl: string | null;
}

/** Opens the processor, or returns `null` when it is not fully configured: a missing webhook secret must not accept forged events. */
export function openPaymentProcessor({
  secretKey,
  webhookSecret,
  apiUrl,
}: PaymentProcessorOptions): PaymentProcessor | null {
  const webhookSecrets = webhookSecret
    .split(",")
    .map((secret) => secret.trim())
    .filter(Boolean);
  if (!secretKey || webhookSecrets.length === 0) return null;
  const address = apiUrl ? new URL(apiUrl) : null;
  const stripe = new Stripe(secretKey, {
    telemetry: false,
    maxNetworkRetries: 2,
    timeout: 20_000,
    ...(address && {
      host: address.hostname,
      port: Number(address.port || (address.protocol === "https:" ? 443 : 80)),
      protocol: address.protocol === "https:" ? ("https" as const) : ("http" as const),
    }),
  });
  return { stripe, webhookSecrets };
}
