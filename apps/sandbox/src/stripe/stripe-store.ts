import { join } from "node:path";
import type Stripe from "stripe";
import { z } from "zod";
import { JsonFile } from "../json-file.ts";
import { ApiCall } from "./api-log.ts";
import type { ThinEvent } from "./schema/stripe-types.ts";

/** Objects the sandbox wrote itself; on reading, only that each is an object with an id is checked. */
function stored<T>() {
  return z
    .record(z.string(), z.custom<T>(isObject))
    .default(() => ({}))
    .transform(bare);
}

/** Without a prototype, so that an id like "constructor" finds nothing. */
function bare<T>(record: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null), record);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** A checkout session with what Stripe keeps beside it. */
export type StoredSession = {
  session: Stripe.Checkout.Session;
  lineItems: Stripe.LineItem[];
  intentData: IntentData;
  /** The intent of the first attempt; the session itself names it only once paid. */
  pendingIntentId: string | null;
};

/** What a checkout session says about the payment or set-up it will make. */
export type IntentData = {
  description?: string | undefined;
  metadata?: Record<string, string> | undefined;
  receipt_email?: string | undefined;
  setup_future_usage?: Stripe.PaymentIntent.SetupFutureUsage | undefined;
  transfer_group?: string | undefined;
};

/** A link to hosted onboarding. It opens once and not for long. */
export type StoredAccountLink = {
  id: string;
  account: string;
  refreshUrl: string;
  returnUrl: string;
  expiresAt: number;
  used: boolean;
};

/** Something that happens by itself once its time has come. */
const Due = z.object({
  at: z.number(),
  what: z.enum(["refund", "payout", "dispute", "report"]),
  id: z.string(),
});
export type Due = z.infer<typeof Due>;

/** A fault waiting for calls it fits. */
export const Fault = z.strictObject({
  kind: z.enum(["error", "error_after", "lost", "lost_before"]),
  /** For `error` and `error_after`. */
  status: z.union([z.literal(409), z.literal(429), z.literal(500), z.literal(503)]).default(500),
  method: z.enum(["GET", "POST"]).default("POST"),
  /** Beginning of the path, such as `/v1/refunds`. */
  path: z.string().startsWith("/v").default("/v1/"),
  times: z.number().int().min(1).max(1000).default(1),
});
export type Fault = z.infer<typeof Fault>;

export const WebhookMode = z.enum(["auto", "hold", "drop", "duplicate", "reorder"]);
export type WebhookMode = z.infer<typeof WebhookMode>;

const Delivery = z.object({
  id: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(["pending", "held", "delivered", "failed", "dropped"]),
  attempts: z.array(z.object({ at: z.string(), status: z.number().nullable(), error: z.string().nullable() })),
});
export type Delivery = z.infer<typeof Delivery>;

const IdempotentReply = z.object({
  fingerprint: z.string(),
  status: z.number(),
  body: z.string(),
  requestId: z.string(),
  at: z.number(),
});

const StripeState = z.object({
  sessions: stored<StoredSession>(),
  paymentIntents: stored<Stripe.PaymentIntent>(),
  paymentMethods: stored<Stripe.PaymentMethod>(),
  setupIntents: stored<Stripe.SetupIntent>(),
  /** Which test card is behind a payment method, and whether its owner has approved later payments. */
  cards: z.record(z.string(), z.object({ number: z.string(), setUp: z.boolean() })).default(() => ({})),
  charges: stored<Stripe.Charge>(),
  refunds: stored<Stripe.Refund>(),
  disputes: stored<Stripe.Dispute>(),
  /** Uploads: what they are, not what is in them. */
  files: stored<Stripe.File>(),
  warnings: stored<Stripe.Radar.EarlyFraudWarning>(),
  transfers: stored<Stripe.Transfer>(),
  payouts: stored<Stripe.Payout>(),
  reports: stored<Stripe.Reporting.ReportRun>(),
  reportFiles: z.record(z.string(), z.string()).default(() => ({})),
  accounts: stored<Stripe.V2.Core.Account>(),
  accountLinks: stored<StoredAccountLink>(),
  thinEvents: stored<ThinEvent>(),
  due: z.array(Due).default(() => []),
  faults: z.array(Fault).default(() => []),
  /** How far the simulated account's clock is ahead, in seconds. */
  clockAheadSeconds: z.number().int().default(0),
  balanceTransactions: stored<Stripe.BalanceTransaction>(),
  customers: stored<Stripe.Customer>(),
  events: stored<Stripe.Event>(),
  deliveries: z.array(Delivery).default(() => []),
  calls: z.array(ApiCall).default(() => []),
  idempotency: z
    .record(z.string(), IdempotentReply)
    .default(() => ({}))
    .transform(bare),
  webhookMode: WebhookMode.default("auto"),
});
export type StripeState = z.infer<typeof StripeState>;

const KEPT_CALLS = 500;
const KEPT_DELIVERIES = 2000;
const KEPT_EVENTS = 5000;
const IDEMPOTENCY_MS = 24 * 60 * 60 * 1000;

/** The simulated account: everything in memory, mirrored to one file that survives restarts. */
export class StripeStore {
  readonly state: StripeState;
  readonly #file: JsonFile<typeof StripeState>;

  private constructor(state: StripeState, file: JsonFile<typeof StripeState>) {
    this.state = state;
    this.#file = file;
  }

  static async open(dataDirectory: string): Promise<StripeStore> {
    const file = new JsonFile(join(dataDirectory, "sandbox", "stripe.json"), StripeState);
    return new StripeStore(await file.load(), file);
  }

  /** The simulated account's time in Unix seconds: the real one, plus what the clock was advanced. */
  now(): number {
    return Math.floor(Date.now() / 1000) + this.state.clockAheadSeconds;
  }

  /** Writes a call down. It is on disk a moment later, or with what the next call changes if this one changed nothing. */
  note(call: ApiCall): void {
    this.state.calls.push(call);
    this.state.calls.splice(0, this.state.calls.length - KEPT_CALLS);
    if (call.method !== "GET")
      this.save().catch((error: unknown) => console.error(`the journal was not written: ${String(error)}`));
  }

  /** Resolves when the present state is on disk. */
  save(): Promise<void> {
    this.#prune();
    return this.#file.save(() => this.state);
  }

  #prune(): void {
    const { state } = this;
    const excess = state.deliveries.length - KEPT_DELIVERIES;
    if (excess > 0) {
      state.deliveries.splice(0, excess);
    }
    for (const events of [state.events, state.thinEvents]) {
      for (const id of Object.keys(events).slice(0, -KEPT_EVENTS)) {
        delete events[id];
      }
    }
    const oldest = Date.now() - IDEMPOTENCY_MS;
    for (const [key, reply] of Object.entries(state.idempotency)) {
      if (reply.at < oldest) {
        delete state.idempotency[key];
      }
    }
  }
}
