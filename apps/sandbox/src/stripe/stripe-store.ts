import { join } from "node:path";
import type Stripe from "stripe";
import { z } from "zod";
import { JsonFile } from "../json-file.ts";

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
  paymentIntentData: {
    description?: string | undefined;
    metadata?: Record<string, string> | undefined;
    receipt_email?: string | undefined;
    transfer_group?: string | undefined;
  };
  /** The card that waits for the buyer's confirmation; never the number. */
  waitingCard: CardSummary | null;
  /** The intent of the first attempt; the session itself names it only once paid. */
  pendingIntentId: string | null;
};

export type CardSummary = {
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  email: string;
  name: string | null;
};

export const WebhookMode = z.enum(["auto", "hold", "drop", "duplicate"]);
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
  charges: stored<Stripe.Charge>(),
  balanceTransactions: stored<Stripe.BalanceTransaction>(),
  customers: stored<Stripe.Customer>(),
  events: stored<Stripe.Event>(),
  deliveries: z.array(Delivery).default(() => []),
  idempotency: z
    .record(z.string(), IdempotentReply)
    .default(() => ({}))
    .transform(bare),
  webhookMode: WebhookMode.default("auto"),
});
export type StripeState = z.infer<typeof StripeState>;

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
    for (const id of Object.keys(state.events).slice(0, -KEPT_EVENTS)) {
      delete state.events[id];
    }
    const oldest = Date.now() - IDEMPOTENCY_MS;
    for (const [key, reply] of Object.entries(state.idempotency)) {
      if (reply.at < oldest) {
        delete state.idempotency[key];
      }
    }
  }
}
