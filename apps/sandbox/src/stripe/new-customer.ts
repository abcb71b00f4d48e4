import type Stripe from "stripe";
import type { CustomerParameters } from "./parameters.ts";
import { stripeId, unixSeconds } from "./stripe-id.ts";

export function newCustomer(parameters: CustomerParameters): Stripe.Customer {
  return {
    id: stripeId("cus_", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: unixSeconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: parameters.description ?? null,
    discount: null,
    email: parameters.email ?? null,
    invoice_prefix: stripeId("", 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: parameters.metadata ?? {},
    name: parameters.name ?? null,
    next_invoice_sequence: 1,
    phone: parameters.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}
