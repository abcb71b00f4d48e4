/** Fields of the processor's objects that say who somebody is, or open something. Ids, amounts, states and times stay. */
const PRIVATE: ReadonlySet<string> = new Set([
  ...[
    "address",
    "billing_address",
    "billing_details",
    "client_secret",
    "contact_email",
    "customer_details",
    "customer_email",
  ],
  ...[
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "cvc",
    "email",
    "evidence",
  ],
  ...["fingerprint", "hosted_invoice_url", "individual", "ip", "ip_address", "iin", "last4", "name", "owner", "phone"],
  ...[
    "receipt_email",
    "receipt_url",
    "routing_number",
    "shipping",
    "shipping_details",
    "ssn_last_4",
    "url",
    "user_agent",
  ],
]);

const HIDDEN = "(not shown)";

/** An event without what people reading it do not need: who pays, how to reach them, and secrets. What is empty stays empty. */
export function redactEvent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactEvent);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, PRIVATE.has(name) ? hidden(part) : redactEvent(part)]),
  );
}

function hidden(part: unknown): unknown {
  return part === null || part === "" ? part : HIDDEN;
}
