import type Stripe from "stripe";
import { stripeId, unixSeconds } from "./stripe-id.ts";
import type { CardSummary, StoredSession } from "./stripe-store.ts";
import type { CardEffect } from "./test-cards.ts";

const PERCENT_FEE_PER_MILLE = 29;
const FIXED_FEE_CENTS = 30;
const SETTLEMENT_SECONDS = 2 * 24 * 60 * 60;

/** Stripe's standard card fee: 2.9 % rounded to the cent, plus 30 cents. */
export function cardFee(amountCents: number): number {
  return Math.round((amountCents * PERCENT_FEE_PER_MILLE) / 1000) + FIXED_FEE_CENTS;
}

function billing(card: CardSummary) {
  return {
    address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
    email: card.email,
    name: card.name,
    phone: null,
    tax_id: null,
  };
}

export function newPaymentMethod(card: CardSummary): Stripe.PaymentMethod {
  return {
    id: stripeId("pm_"),
    object: "payment_method",
    allow_redisplay: "limited",
    billing_details: billing(card),
    created: unixSeconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}

export function newPaymentIntent(stored: StoredSession): Stripe.PaymentIntent {
  const { session, paymentIntentData } = stored;
  const id = stripeId("pi_");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${stripeId("", 25)}`,
    confirmation_method: "automatic",
    created: unixSeconds(),
    currency: session.currency ?? "usd",
    customer: session.customer,
    customer_account: null,
    description: paymentIntentData.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: paymentIntentData.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: paymentIntentData.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: paymentIntentData.transfer_group ?? null,
  };
}

export type ChargeInput = {
  intent: Stripe.PaymentIntent;
  card: CardSummary;
  paymentMethodId: string;
  effect: Exclude<CardEffect, { kind: "authenticates" }>;
  authenticated: boolean;
};

/** The attempt to take the money: succeeded, or failed with the card's reason. */
export function newCharge(input: ChargeInput): Stripe.Charge {
  const { intent, card, effect } = input;
  const failed = effect.kind === "declines";
  const id = stripeId("ch_");
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: failed ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: billing(card),
    calculated_statement_descriptor: "SANDBOX",
    captured: !failed,
    created: unixSeconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failed ? effect.code : null,
    failure_message: failed ? effect.message : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcome(effect),
    paid: !failed,
    payment_intent: intent.id,
    payment_method: input.paymentMethodId,
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
    status: failed ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function outcome(effect: ChargeInput["effect"]): Stripe.Charge.Outcome {
  const failed = effect.kind === "declines";
  return {
    advice_code: failed ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: failed ? "05" : null,
    network_status: failed ? "declined_by_network" : "approved_by_network",
    reason: failed ? effect.declineCode : null,
    risk_level: "normal",
    risk_score: 12,
    seller_message: failed ? "The bank did not approve the payment." : "Payment complete.",
    type: failed ? "issuer_declined" : "authorized",
  };
}

function cardDetails(input: ChargeInput): Stripe.Charge.PaymentMethodDetails.Card {
  const { card, intent } = input;
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "US",
    electronic_commerce_indicator: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    fingerprint: stripeId("", 16),
    funding: "credit",
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: input.authenticated ? approvedByBuyer() : null,
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

export function newBalanceTransaction(charge: Stripe.Charge): Stripe.BalanceTransaction {
  const fee = cardFee(charge.amount);
  const created = unixSeconds();
  return {
    id: stripeId("txn_"),
    object: "balance_transaction",
    amount: charge.amount,
    available_on: created + SETTLEMENT_SECONDS,
    balance_type: "payments",
    created,
    currency: charge.currency,
    description: charge.description,
    exchange_rate: null,
    fee,
    fee_details: [
      {
        amount: fee,
        application: null,
        currency: charge.currency,
        description: "Stripe processing fees",
        type: "stripe_fee",
      },
    ],
    net: charge.amount - fee,
    reporting_category: "charge",
    source: charge.id,
    status: "pending",
    type: "charge",
  };
}
