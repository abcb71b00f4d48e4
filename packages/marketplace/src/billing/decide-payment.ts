import type { PaymentModel } from "@tollgate/db/generated/models/Payment";

/** What the processor says of a checkout session. */
export interface SessionFacts {
  readonly sessionId: string;
  /** Our payment id and workspace, as we wrote them on the session; `null` on sessions that are not ours. */
  readonly paymentId: string | null;
  readonly workspaceId: string | null;
  readonly amountCents: number | null;
  readonly currency: string | null;
  readonly paymentIntentId: string | null;
  /** `pending`: nothing is decided yet. */
  readonly state: "paid" | "expired" | "failed" | "pending";
}

export type PaymentDecision =
  | { readonly kind: "credit" }
  | { readonly kind: "close"; readonly status: "expired" | "failed" }
  | { readonly kind: "nothing"; readonly effect: "ignored" | "already_credited" }
  /** The session is not what was asked for: never credited, looked at by a person. */
  | { readonly kind: "mismatch"; readonly what: "session" | "workspace" | "amount" | "currency" };

type PaymentFacts = Pick<PaymentModel, "status" | "workspaceId" | "amountCents" | "currency" | "checkoutSessionId">;

/**
 * What news about a payment does. Events come twice, late and in any order: a payment that is credited never changes again, and money that
 * arrived is credited whatever was believed before.
 */
export function decidePayment(payment: PaymentFacts, facts: SessionFacts): PaymentDecision {
  if (payment.checkoutSessionId !== null && payment.checkoutSessionId !== facts.sessionId)
    return { kind: "mismatch", what: "session" };
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
    case "pending":
      return { kind: "nothing", effect: "ignored" };
  }
}
