import type Stripe from "stripe";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { noSuch } from "./stripe-api-error.ts";
import { idOf, readMetadata, stripeId } from "./stripe-id.ts";

export function newCustomer(account: StripeAccount, sent: Stripe.CustomerCreateParams): Stripe.Customer {
  const { store } = account;
  const customer: Stripe.Customer = {
    id: stripeId("cus_", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: store.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: sent.description ?? null,
    discount: null,
    email: sent.email ?? null,
    invoice_prefix: stripeId("", 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: readMetadata(sent.metadata),
    name: sent.name || null,
    next_invoice_sequence: 1,
    phone: sent.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  store.state.customers[customer.id] = customer;
  emitEvent(account, "customer.created", customer);
  return customer;
}

export function updateCustomer(
  account: StripeAccount,
  customer: Stripe.Customer,
  sent: Stripe.CustomerUpdateParams,
): void {
  const method = sent.invoice_settings?.default_payment_method;
  if (method) {
    const known = account.store.state.paymentMethods[method];
    if (idOf(known?.customer) !== customer.id)
      throw noSuch("PaymentMethod", method, "invoice_settings[default_payment_method]");
    customer.invoice_settings.default_payment_method = method;
  }
  if (sent.email !== undefined) customer.email = sent.email || null;
  if (sent.name !== undefined) customer.name = sent.name || null;
  if (sent.description !== undefined) customer.description = sent.description || null;
  if (sent.metadata !== undefined) customer.metadata = { ...customer.metadata, ...readMetadata(sent.metadata) };
  emitEvent(account, "customer.updated", customer);
}
