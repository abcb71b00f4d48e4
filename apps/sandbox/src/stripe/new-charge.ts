import type Stripe from "stripe";
import { idOf, stripeId } from "./stripe-id.ts";
import type { CardEffect } from "./test-cards.ts";

export type ChargeInput = {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  created: number;
  /** Why it was declined; `null` when it was not. */
  declined: Extract<CardEffect, { kind: "declines" }> | null;
  authenticated: boolean;
};

/** The attempt to take the money: succeeded, or failed with the card's reason. */
export function newCharge(input: ChargeInput): Stripe.Charge {
  const { intent, method, declined } = input;
  return {
    id: stripeId("ch_"),
    object: "charge",
    amount: intent.amount,
    amount_captured: declined ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "SANDBOX",
    captured: !declined,
    created: input.created,
    currency: intent.currency,
    customer: idOf(intent.customer) ?? null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: declined?.code ?? null,
    failure_message: declined?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcome(declined),
    paid: !declined,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: "card", card: cardDetails(input) },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: declined ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function outcome(declined: ChargeInput["declined"]): Stripe.Charge.Outcome {
  return {
    advice_code: declined ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: declined ? "05" : null,
    network_status: declined ? "declined_by_network" : "approved_by_network",
    reason: declined?.declineCode ?? null,
    risk_level: "normal",
    risk_score: 12,
    seller_message: declined ? "The bank did not approve the payment." : "Payment complete.",
    type: declined ? "issuer_declined" : "authorized",
  };
}

function cardDetails({ intent, method, authenticated }: ChargeInput): Stripe.Charge.PaymentMethodDetails.Card {
  const { card } = method;
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card?.brand ?? null,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "US",
    electronic_commerce_indicator: null,
    exp_month: card?.exp_month ?? 1,
    exp_year: card?.exp_year ?? 2000,
    fingerprint: card?.fingerprint ?? null,
    funding: "credit",
    installments: null,
    last4: card?.last4 ?? null,
    mandate: null,
    network: card?.brand ?? null,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: authenticated ? approvedByBuyer() : null,
    transaction_link_id: null,
    wallet: null,
  };
}

/** What a charge records when the buyer confirmed it on the bank's page. */
function approvedByBuyer(): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure {
  return {
    authentication_flow: "challenge",
    electronic_commerce_indicator: "05",
    exemption_indicator: null,
    result: "authenticated",
    result_reason: null,
    transaction_id: stripeId("", 20),
    version: "2.2.0",
  };
}
