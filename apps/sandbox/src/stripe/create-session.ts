import type Stripe from "stripe";
import { emptySession } from "./empty-session.ts";
import { noSuch, StripeApiError } from "./stripe-api-error.ts";
import { readMetadata, stripeId } from "./stripe-id.ts";
import type { IntentData, StoredSession, StripeStore } from "./stripe-store.ts";

type Sent = Stripe.Checkout.SessionCreateParams;
type SentItem = NonNullable<Sent["line_items"]>[number];

const DAY_SECONDS = 24 * 60 * 60;
const SHORTEST_LIFE_SECONDS = 30 * 60;
/** Stripe takes no card payment below fifty cents. */
const SMALLEST_AMOUNT = 50;

/** Makes an open hosted-checkout session that takes a payment or saves a card. Throws a StripeApiError for what Stripe would refuse. */
export function createSession(store: StripeStore, sent: Sent, publicUrl: string): StoredSession {
  const created = store.now();
  const id = stripeId("cs_test_", 58);
  const mode = sent.mode ?? "payment";
  const { line_items: items = [], currency: asked = "usd" } = sent;
  const lineItems = items.map((item) => toLineItem(item, created));
  const currency = lineItems[0]?.currency ?? asked;
  const amount = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
  check(sent, { mode, lineItems, currency, amount, created });
  const customer = sent.customer === undefined ? undefined : store.state.customers[sent.customer];
  if (sent.customer !== undefined && customer === undefined) throw noSuch("customer", sent.customer, "customer");
  const email = sent.customer_email ?? customer?.email ?? null;
  const links = { success_url: sent.success_url ?? null, cancel_url: sent.cancel_url ?? null };
  const total = mode === "payment" ? amount : null;
  const session: Stripe.Checkout.Session = {
    ...emptySession(),
    id,
    amount_subtotal: total,
    amount_total: total,
    ...links,
    client_reference_id: sent.client_reference_id ?? null,
    created,
    currency,
    customer: customer?.id ?? null,
    customer_creation: customer === undefined && mode === "payment" ? (sent.customer_creation ?? "if_required") : null,
    customer_details: email === null ? null : customerDetails(email, null),
    customer_email: sent.customer_email ?? null,
    expires_at: sent.expires_at ?? created + DAY_SECONDS,
    metadata: readMetadata(sent.metadata),
    mode,
    payment_status: mode === "payment" ? "unpaid" : "no_payment_required",
    submit_type: sent.submit_type ?? null,
    url: `${publicUrl}/checkout/c/pay/${id}`,
  };
  const stored = { session, lineItems, intentData: intentData(sent), pendingIntentId: null };
  store.state.sessions[id] = stored;
  return stored;
}

function intentData(sent: Sent): IntentData {
  const payment = sent.payment_intent_data;
  const data = payment ?? sent.setup_intent_data ?? {};
  return {
    description: data.description,
    metadata: readMetadata(data.metadata),
    receipt_email: payment?.receipt_email,
    setup_future_usage: payment?.setup_future_usage,
    transfer_group: payment?.transfer_group,
  };
}

function refuse(param: string, message: string): StripeApiError {
  return new StripeApiError({ status: 400, param, message });
}

type Draft = { mode: string; lineItems: Stripe.LineItem[]; currency: string; amount: number; created: number };

function check(sent: Sent, draft: Draft): void {
  if (draft.mode === "subscription") throw refuse("mode", "The sandbox sells no subscriptions.");
  if (sent.success_url === undefined) {
    const message = "Missing required param: success_url.";
    throw new StripeApiError({ status: 400, code: "parameter_missing", param: "success_url", message });
  }
  for (const param of ["success_url", "cancel_url"] as const) {
    if (sent[param] !== undefined && !isWebAddress(sent[param])) {
      throw new StripeApiError({ status: 400, code: "url_invalid", param, message: "Not a valid URL" });
    }
  }
  if (draft.mode === "payment") checkItems(draft);
  if (sent.customer !== undefined && sent.customer_email !== undefined)
    throw refuse("customer_email", "You may only specify one of these parameters: customer, customer_email.");
  const life = (sent.expires_at ?? draft.created + DAY_SECONDS) - draft.created;
  if (life < SHORTEST_LIFE_SECONDS || life > DAY_SECONDS)
    throw refuse(
      "expires_at",
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
    );
}

function checkItems({ lineItems, currency, amount }: Draft): void {
  if (lineItems.length === 0) {
    const message = "Missing required param: line_items.";
    throw new StripeApiError({ status: 400, code: "parameter_missing", param: "line_items", message });
  }
  if (lineItems.some((item) => item.currency !== currency))
    throw refuse("line_items", "All line items must have the same currency.");
  if (amount < SMALLEST_AMOUNT) {
    const message = "The Checkout Session's total amount must convert to at least 50 cents.";
    throw new StripeApiError({ status: 400, code: "amount_too_small", param: "line_items", message });
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

function toLineItem(item: SentItem, created: number): Stripe.LineItem {
  const { price_data: price, quantity = 1 } = item;
  if (price?.unit_amount === undefined || price.product_data === undefined)
    throw refuse("line_items", "The sandbox sells only at prices given inline, with a product name and a unit amount.");
  const total = price.unit_amount * quantity;
  const currency = price.currency.toLowerCase();
  return {
    id: stripeId("li_"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency,
    description: price.product_data.name,
    metadata: readMetadata(item.metadata),
    price: toPrice(price.unit_amount, currency, created),
    quantity,
  };
}

/** Inline prices become one-off price objects; the exact decimal form is left out because the SDK computes it. */
function toPrice(unitAmount: number, currency: string, created: number): Stripe.Price {
  return {
    id: stripeId("price_"),
    object: "price",
    active: false,
    billing_scheme: "per_unit",
    created,
    currency,
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
    unit_amount: unitAmount,
    unit_amount_decimal: null,
  };
}
