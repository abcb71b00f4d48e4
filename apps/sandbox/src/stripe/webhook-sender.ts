import { createHmac } from "node:crypto";
import type Stripe from "stripe";
import { checkEmitted } from "./schema/check-emitted.ts";
import type { ThinEvent } from "./schema/stripe-types.ts";
import { stripeId } from "./stripe-id.ts";
import type { Delivery, StripeStore, WebhookMode } from "./stripe-store.ts";

type AnyEvent = Stripe.Event | ThinEvent;

const ATTEMPT_TIMEOUT_MS = 10_000;
/** In "reorder", how long to gather events before they go out newest first. */
const REORDER_MS = 150;
/** Waits between attempts; after the last one the delivery has failed. */
const RETRY_DELAYS_MS: readonly number[] = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 60_000];

export type WebhookSenderOptions = {
  store: StripeStore;
  url: string;
  secret: string;
  retryDelaysMs?: readonly number[] | undefined;
};

/** Signs a payload as Stripe does: HMAC-SHA256 over "timestamp.payload". See docs.stripe.com/webhooks#verify-manually. */
export function signPayload(payload: string, secret: string, timestamp: number): string {
  const signature = createHmac("sha256", secret).update(`${timestamp}.${payload}`).digest("hex");
  return `t=${timestamp},v1=${signature}`;
}

/** Delivers events to the one endpoint the sandbox knows, again and again until it says 2xx or patience ends. */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
  }

  get mode(): WebhookMode {
    return this.#options.store.state.webhookMode;
  }

  /** Switches the mode. Back to "auto", everything held is delivered. */
  async setMode(mode: WebhookMode): Promise<void> {
    this.#options.store.state.webhookMode = mode;
    if (mode === "auto") {
      await this.deliverHeld();
    }
    await this.#options.store.save();
  }

  /** Takes an event on as the mode says. Never waits: whoever caused the event gets their answer first, as with Stripe. */
  send(event: AnyEvent): void {
    checkEmitted(event);
    const first = this.#record(event);
    switch (this.mode) {
      case "hold":
        first.state = "held";
        return;
      case "drop":
        first.state = "dropped";
        return;
      case "reorder":
        first.state = "held";
        this.#reorderSoon();
        return;
      case "duplicate":
        this.#start(first);
        this.#start(this.#record(event));
        return;
      case "auto":
        this.#start(first);
    }
  }

  /** Resolves when every delivery that is under way has been answered once, for the pages that send people back. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay);
    }
  }

  #start(delivery: Delivery): void {
    const attempt = this.#attempt(delivery)
      .catch((error: unknown) => console.error("A webhook could not be recorded:", error))
      .finally(() => this.#underWay.delete(attempt));
    this.#underWay.add(attempt);
  }

  #reorderTimer: NodeJS.Timeout | undefined;

  #reorderSoon(): void {
    clearTimeout(this.#reorderTimer);
    this.#reorderTimer = setTimeout(() => {
      this.#deliverBackwards().catch((error: unknown) => console.error("Webhooks could not be reordered:", error));
    }, REORDER_MS);
    this.#reorderTimer.unref();
  }

  async #deliverBackwards(): Promise<void> {
    const held = this.#options.store.state.deliveries.filter((delivery) => delivery.state === "held");
    for (const delivery of held.reverse()) {
      await this.#attempt(delivery);
    }
  }

  /** Delivers what was held back, oldest first. Returns the deliveries it tried. */
  async deliverHeld(): Promise<Delivery[]> {
    const held = this.#options.store.state.deliveries.filter((delivery) => delivery.state === "held");
    for (const delivery of held) {
      await this.#attempt(delivery);
    }
    return held;
  }

  /** Sends one event once more, whatever became of it before. */
  async resend(event: AnyEvent): Promise<Delivery> {
    const delivery = this.#record(event);
    await this.#attempt(delivery);
    return delivery;
  }

  /** Picks up deliveries that were under way when the process last ended. */
  resume(): void {
    for (const delivery of this.#options.store.state.deliveries) {
      if (delivery.state === "pending") {
        this.#later(delivery, 0);
      }
    }
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#reorderTimer);
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
  }

  #record(event: AnyEvent): Delivery {
    const delivery: Delivery = {
      id: stripeId("whd_"),
      eventId: event.id,
      type: event.type,
      state: "pending",
      attempts: [],
    };
    this.#options.store.state.deliveries.push(delivery);
    return delivery;
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { store, retryDelaysMs = RETRY_DELAYS_MS } = this.#options;
    const event = store.state.events[delivery.eventId] ?? store.state.thinEvents[delivery.eventId];
    if (event === undefined || this.#stop.signal.aborted) {
      return;
    }
    const result = await this.#post(event);
    if (this.#stop.signal.aborted) {
      return;
    }
    delivery.attempts.push({ at: new Date().toISOString(), ...result });
    const accepted = result.status !== null && result.status >= 200 && result.status < 300;
    const wait = retryDelaysMs[delivery.attempts.length - 1];
    if (accepted) {
      delivery.state = "delivered";
      if (event.object === "event") event.pending_webhooks = 0;
    } else if (wait === undefined) {
      delivery.state = "failed";
    } else {
      delivery.state = "pending";
      this.#later(delivery, wait);
    }
    await store.save();
  }

  #later(delivery: Delivery, waitMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#attempt(delivery).catch((error: unknown) => console.error("A webhook could not be recorded:", error));
    }, waitMs);
    timer.unref();
    this.#timers.add(timer);
  }

  async #post(event: AnyEvent): Promise<{ status: number | null; error: string | null }> {
    const payload = JSON.stringify(event, null, 2);
    try {
      const response = await fetch(this.#options.url, {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
          "stripe-signature": signPayload(payload, this.#options.secret, Math.floor(Date.now() / 1000)),
        },
        body: payload,
        signal: AbortSignal.any([AbortSignal.timeout(ATTEMPT_TIMEOUT_MS), this.#stop.signal]),
      });
      await response.body?.cancel();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error) };
    }
  }
}
