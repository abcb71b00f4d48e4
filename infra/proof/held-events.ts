import { handleStripeEvent, type StripeDelivery } from "@tollgate/marketplace/billing/handle-stripe-event";
import { paying, webhooksIdle } from "@tollgate/marketplace/testing/sandbox";

/** Deliveries of one event before it must have been taken: one may come before what it is about. */
const DELIVERIES = 3;

/** What the payment processor sends: taken as it comes, or held back while something is tried, and delivered afterwards. */
export class HeldEvents {
  #held: StripeDelivery[] | null = null;

  /** The processor's delivery. */
  async arrive(delivery: StripeDelivery): Promise<void> {
    if (this.#held) this.#held.push(delivery);
    else await handleStripeEvent(paying, delivery);
  }

  hold(): void {
    this.#held ??= [];
  }

  /** Forgets what was held; from now on events are taken as they come. */
  release(): void {
    this.#held = null;
  }

  /** The newest held event of a type. */
  async newest(type: string): Promise<{ rawBody: string; signature: string }> {
    await webhooksIdle();
    const found = this.#held?.findLast(({ rawBody }) => new RegExp(`"type":\\s*"${type}"`).test(rawBody));
    if (!found) throw new Error(`no event ${type} is held`);
    return { rawBody: found.rawBody, signature: found.signature ?? "" };
  }

  /** Delivers all that is held, again if it is refused, as the processor does. @throws when one is still refused. */
  async deliver(): Promise<void> {
    await webhooksIdle();
    let left = [...(this.#held ?? [])];
    let refusal: unknown = null;
    for (let turn = 1; turn <= DELIVERIES && left.length > 0; turn++) {
      const refused: StripeDelivery[] = [];
      for (const delivery of left)
        await handleStripeEvent(paying, delivery).catch((error: unknown) => {
          refusal = error;
          refused.push(delivery);
        });
      left = refused;
    }
    if (left.length > 0) throw new Error("an event is refused however often it comes", { cause: refusal });
  }
}
