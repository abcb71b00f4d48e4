import type { PaymentModel } from "@tollgate/db/generated/models/Payment";

/** What the processor says of a payment. */
export interface PaymentFacts {
  /** The checkout session that speaks; `null` when a payment intent does. */
  readonly sessionId: string | null;
  /** Our payment id and workspace, as we wrote them there; `null` on things that are not ours. */
  readonly paymentId: string | null;
  readonly workspaceId: string | null;
  readonly amountCents: number | null;
  readonly currency: string | null;
  readonly paymentIntentId: string | null;
  /** `pending`: nothing is decided yet. `action`: the card's owner has to approve it. */
  readonly state: "paid" | "expired" | "failed" | "action" | "pending";
  /** Why it failed. */
  readonly failureCode: string | null;
}

export type PaymentDecision =
  | { readonly kind: "credit" }
  | { readonly kind: "close"; readonly status: "expired" | "failed" }
  | { readonly kind: "ask_owner" }
  | { readonly kind: "nothing"; readonly effect: "ignored" | "already_credited" }
  /** It is not what was asked for: never credited, looked at by a person. */
  | { readonly kind: "mismatch"; readonly what: "session" | "intent" | "workspace" | "amount" | "currency" };

type KnownPayment = Pick<
  PaymentModel,
  "status" | "workspaceId" | "amountCents" | "currency" | "checkoutSessionId" | "paymentIntentId" | "kind"
>;

/**
 * What news about a payment does. Events come twice, late and in any order: a payment that is credited never changes again, and money that
 * arrived is credited whatever was believed before.
 */
export function decidePayment(payment: KnownPayment, facts: PaymentFacts): PaymentDecision {
  const { sessionId, paymentIntentId: intentId } = facts;
  // A payment made on the processor's page is the session's to report; its intents come and go with every card that is tried.
  if (sessionId === null && payment.kind === "checkout") return { kind: "nothing", effect: "ignored" };
  if (sessionId !== null && payment.checkoutSessionId !== null && payment.checkoutSessionId !== sessionId)
    return { kind: "mismatch", what: "session" };
  if (sessionId === null && payment.paymentIntentId !== null && payment.paymentIntentId !== intentId)
    return { kind: "mismatch", what: "intent" };
  if (payment.workspaceId !== facts.workspaceId) return { kind: "mismatch", what: "workspace" };
  if (payment.status === "succeeded") return { kind: "nothing", effect: "already_credited" };
  switch (facts.state) {
    case "paid":
      if (facts.amountCents !== payment.amountCents) return { kind: "mismatch", what: "amount" };
      if (facts.currency !== payment.currency) return { kind: "mismatch", what: "currency" };
      return { kind: "credit" };
    case "expired":
    case "failed":
      return payment.status === "open"
        ? { kind: "close", status: facts.state }
        : { kind: "nothing", effect: "ignored" };
    case "action":
      return payment.status === "open" ? { kind: "ask_owner" } : { kind: "nothing", effect: "ignored" };
    case "pending":
      return { kind: "nothing", effect: "ignored" };
  }
}

/** The word for a decision in the inbox of events. */
export function effectOf(decision: PaymentDecision): string {
  switch (decision.kind) {
    case "credit":
      return "credited";
    case "close":
      return decision.status;
    case "ask_owner":
      return "action_required";
    case "nothing":
      return decision.effect;
    case "mismatch":
      return `mismatch_${decision.what}`;
  }
}
