import { z } from "zod";
import type { FormObject } from "./decode-form.ts";
import { StripeApiError } from "./stripe-api-error.ts";

const text = z.string();
const integer = z.string().regex(/^\d+$/, "integer").transform(Number);
/** Known to Stripe, without effect here. */
const ignored = z.unknown().optional();
/** Stripe accepts an empty string where it means "nothing". */
const metadata = z.union([z.literal("").transform((): Record<string, string> => ({})), z.record(z.string(), text)]);
const expand = z.array(text).optional();

const ProductData = z.strictObject({
  name: text.min(1),
  description: text.optional(),
  images: ignored,
  metadata: metadata.optional(),
  tax_code: ignored,
  tax_details: ignored,
  unit_label: ignored,
});

const PriceData = z.strictObject({
  currency: text.regex(/^[a-zA-Z]{3}$/).transform((code) => code.toLowerCase()),
  product_data: ProductData,
  unit_amount: integer,
  tax_behavior: ignored,
});

const LineItem = z.strictObject({
  price_data: PriceData,
  quantity: integer.default(1),
  adjustable_quantity: ignored,
  metadata: metadata.optional(),
  tax_rates: ignored,
});

const PaymentIntentData = z.strictObject({
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  setup_future_usage: z.enum(["off_session", "on_session"]).optional(),
  capture_method: z.enum(["automatic", "automatic_async"]).optional(),
  transfer_group: text.optional(),
  on_behalf_of: ignored,
  shipping: ignored,
});

/** What `POST /v1/checkout/sessions` takes. The sandbox serves one-off payments with prices given inline. */
export const SessionParameters = z.strictObject({
  mode: z.literal("payment").default("payment"),
  line_items: z.array(LineItem).min(1),
  success_url: text.min(1),
  cancel_url: text.optional(),
  client_reference_id: text.max(200).optional(),
  customer: text.optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  customer_email: text.optional(),
  expires_at: integer.optional(),
  locale: text.optional(),
  metadata: metadata.optional(),
  payment_intent_data: PaymentIntentData.optional(),
  submit_type: z.enum(["auto", "book", "donate", "pay"]).optional(),
  expand,
  adaptive_pricing: ignored,
  after_expiration: ignored,
  allow_promotion_codes: ignored,
  allowed_payment_method_types: ignored,
  automatic_tax: ignored,
  billing_address_collection: ignored,
  branding_settings: ignored,
  consent_collection: ignored,
  currency: ignored,
  custom_text: ignored,
  customer_update: ignored,
  excluded_payment_method_types: ignored,
  integration_identifier: ignored,
  invoice_creation: ignored,
  name_collection: ignored,
  origin_context: ignored,
  payment_method_collection: ignored,
  payment_method_configuration: ignored,
  payment_method_data: ignored,
  payment_method_options: ignored,
  phone_number_collection: ignored,
  saved_payment_method_options: ignored,
  tax_id_collection: ignored,
  ui_mode: ignored,
  wallet_options: ignored,
});
export type SessionParameters = z.infer<typeof SessionParameters>;

/** What `POST /v1/customers` takes. */
export const CustomerParameters = z.strictObject({
  description: text.optional(),
  email: text.optional(),
  name: text.optional(),
  phone: text.optional(),
  metadata: metadata.optional(),
  expand,
  address: ignored,
  business_name: ignored,
  individual_name: ignored,
  invoice_settings: ignored,
  preferred_locales: ignored,
  shipping: ignored,
  tax: ignored,
  tax_exempt: ignored,
});
export type CustomerParameters = z.infer<typeof CustomerParameters>;

/** For calls that take nothing but `expand`. */
export const ExpandOnly = z.strictObject({ expand });

export const ListParameters = z.strictObject({
  limit: integer.pipe(z.number().int().min(1).max(100)).default(10),
  starting_after: text.optional(),
  ending_before: ignored,
  type: text.optional(),
  types: z.array(text).optional(),
  payment_intent: text.optional(),
  created: ignored,
  delivery_success: ignored,
  expand,
});
export type ListParameters = z.infer<typeof ListParameters>;

/** Parses decoded parameters; throws the StripeApiError that Stripe would answer with. */
export function parseParameters<Schema extends z.ZodType>(schema: Schema, form: FormObject): z.infer<Schema> {
  const parsed = schema.safeParse(form);
  if (parsed.success) {
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []).map(String);
  if (issue?.code === "unrecognized_keys") {
    const param = toParam([...path, issue.keys[0] ?? ""]);
    throw refuse("parameter_unknown", param, `Received unknown parameter: ${param}`);
  }
  const param = toParam(path);
  const value = valueAt(form, path);
  if (value === undefined) {
    throw refuse("parameter_missing", param, `Missing required param: ${param}.`);
  }
  if (issue?.message === "integer") {
    throw refuse("parameter_invalid_integer", param, `Invalid integer: ${String(value)}`);
  }
  if (value === "") {
    throw refuse("parameter_invalid_empty", param, `You passed an empty string for '${param}'.`);
  }
  throw refuse("parameter_invalid", param, `Invalid ${param}: ${issue?.message ?? "malformed"}`);
}

function refuse(code: string, param: string, message: string): StripeApiError {
  return new StripeApiError({ status: 400, code, param, message });
}

function toParam(path: readonly string[]): string {
  return path.map((part, index) => (index === 0 ? part : `[${part}]`)).join("");
}

function valueAt(form: FormObject, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" ? Reflect.get(value ?? {}, key) : undefined),
    form,
  );
}
