import type Stripe from "stripe";
import type { SessionParameters } from "./parameters.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { stripeId, unixSeconds } from "./stripe-id.ts";
import type { StoredSession, StripeStore } from "./stripe-store.ts";

const DAY_SECONDS = 24 * 60 * 60;
const SHORTEST_LIFE_SECONDS = 30 * 60;
/** Stripe takes no card payment below fifty cents. */
const SMALLEST_AMOUNT = 50;

/** Makes an open hosted-checkout session. Throws a StripeApiError for what Stripe would refuse. */
export function createSession(store: StripeStore, parameters: SessionParameters, publicUrl: string): StoredSession {
  const created = unixSeconds();
  const id = stripeId("cs_test_", 58);
  const lineItems = parameters.line_items.map((item) => toLineItem(item, created));
  const currency = lineItems[0]?.currency ?? "usd";
  const amount = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
  check(parameters, { lineItems, currency, amount, created });
  const customer = parameters.customer === undefined ? undefined : store.state.customers[parameters.customer];
  if (parameters.customer !== undefined && customer === undefined) {
    const message = `No such customer: '${parameters.customer}'`;
    throw new StripeApiError({ status: 400, code: "resource_missing", param: "customer", message });
  }
  const email = parameters.customer_email ?? customer?.email ?? null;
  const session: Stripe.Checkout.Session = {
    ...emptySession(),
    id,
    amount_subtotal: amount,
    amount_total: amount,
    cancel_url: parameters.cancel_url ?? null,
    client_reference_id: parameters.client_reference_id ?? null,
    created,
    currency,
    customer: customer?.id ?? null,
    customer_creation: customer === undefined ? (parameters.customer_creation ?? "if_required") : null,
    customer_details: email === null ? null : customerDetails(email, null),
    customer_email: parameters.customer_email ?? null,
    expires_at: parameters.expires_at ?? created + DAY_SECONDS,
    metadata: parameters.metadata ?? {},
    submit_type: parameters.submit_type ?? null,
    success_url: parameters.success_url,
    url: `${publicUrl}/checkout/c/pay/${id}`,
  };
  const paymentIntentData = parameters.payment_intent_data ?? {};
  const stored = { session, lineItems, paymentIntentData, waitingCard: null, pendingIntentId: null };
  store.state.sessions[id] = stored;
  return stored;
}

type Draft = { lineItems: Stripe.LineItem[]; currency: string; amount: number; created: number };

function check(parameters: SessionParameters, draft: Draft): void {
  for (const param of ["success_url", "cancel_url"] as const) {
    if (parameters[param] !== undefined && !isWebAddress(parameters[param])) {
      throw new StripeApiError({ status: 400, code: "url_invalid", param, message: "Not a valid URL" });
    }
  }
  if (draft.lineItems.some((item) => item.currency !== draft.currency)) {
    const message = "All line items must have the same currency.";
    throw new StripeApiError({ status: 400, param: "line_items", message });
  }
  if (draft.amount < SMALLEST_AMOUNT) {
    const message = "The Checkout Session's total amount must convert to at least 50 cents.";
    throw new StripeApiError({ status: 400, code: "amount_too_small", param: "line_items", message });
  }
  if (parameters.customer !== undefined && parameters.customer_email !== undefined) {
    const message = "You may only specify one of these parameters: customer, customer_email.";
    throw new StripeApiError({ status: 400, param: "customer_email", message });
  }
  const life = (parameters.expires_at ?? draft.created + DAY_SECONDS) - draft.created;
  if (life < SHORTEST_LIFE_SECONDS || life > DAY_SECONDS) {
    const message =
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.";
    throw new StripeApiError({ status: 400, param: "expires_at", message });
  }
}

function isWebAddress(address: string): boolean {
  const url = URL.parse(address.replaceAll("{CHECKOUT_SESSION_ID}", "cs"));
  return url !== null && /^https?:$/.test(url.protocol);
}

export function customerDetails(email: string, name: string | null): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
}

function toLineItem(item: SessionParameters["line_items"][number], created: number): Stripe.LineItem {
  const total = item.price_data.unit_amount * item.quantity;
  return {
    id: stripeId("li_"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: item.price_data.currency,
    description: item.price_data.product_data.name,
    metadata: item.metadata ?? {},
    price: toPrice(item.price_data, created),
    quantity: item.quantity,
  };
}

/** Inline prices become one-off price objects; the exact decimal form is left out because the SDK computes it. */
function toPrice(data: SessionParameters["line_items"][number]["price_data"], created: number): Stripe.Price {
  return {
    id: stripeId("price_"),
    object: "price",
    active: false,
    billing_scheme: "per_unit",
    created,
    currency: data.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: stripeId("prod_", 14),
    recurring: null,
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "one_time",
    unit_amount: data.unit_amount,
    unit_amount_decimal: null,
  };
}

/** The fields a hosted one-off payment leaves at their defaults. */
function emptySession(): Omit<Stripe.Checkout.Session, "id" | "created" | "expires_at"> {
  return {
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: null,
    client_reference_id: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    discounts: [],
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: { enabled: false },
    metadata: {},
    mode: "payment",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: null,
    wallet_options: null,
  };
}
