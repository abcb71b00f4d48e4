import type Stripe from "stripe";
import { noSuch, StripeApiError } from "./stripe-api-error.ts";
import type { StripeStore } from "./stripe-store.ts";

/** Fields that name an upload. Source: docs.stripe.com/api/disputes/evidence_object. */
const FILES: ReadonlySet<string> = new Set([
  ...["cancellation_policy", "customer_communication", "customer_signature", "duplicate_charge_documentation"],
  ...["receipt", "refund_policy", "service_documentation", "shipping_documentation", "uncategorized_file"],
]);

/** Characters of the fields that have a limit of their own, and of all fields together, as the SDK's declarations say. */
const FIELD_CHARACTERS = 20_000;
const ALL_CHARACTERS = 150_000;

const LIMITED: ReadonlySet<string> = new Set([
  ...["access_activity_log", "cancellation_policy_disclosure", "cancellation_rebuttal", "duplicate_charge_explanation"],
  ...["product_description", "refund_policy_disclosure", "refund_refusal_explanation", "uncategorized_text"],
]);

/**
 * Reads evidence: text within its limits, and files that were uploaded for this purpose.
 * @throws StripeApiError for what the service would refuse.
 */
export function readEvidence(
  { state }: StripeStore,
  sent: Stripe.DisputeUpdateParams.Evidence | undefined,
): Partial<Stripe.Dispute.Evidence> {
  const given = Object.entries(sent ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  let characters = 0;
  for (const [name, value] of given) {
    const param = `evidence[${name}]`;
    if (FILES.has(name)) {
      const file = state.files[value];
      if (file === undefined) throw noSuch("file upload", value, param);
      if (file.purpose !== "dispute_evidence") throw refused(param, `The purpose of ${value} is not dispute_evidence.`);
      continue;
    }
    characters += value.length;
    if (LIMITED.has(name) && value.length > FIELD_CHARACTERS)
      throw refused(param, `${param} must be at most ${FIELD_CHARACTERS} characters`);
  }
  if (characters > ALL_CHARACTERS)
    throw refused("evidence", `The combined length of evidence must be at most ${ALL_CHARACTERS} characters`);
  return Object.fromEntries(given);
}

function refused(param: string, message: string): StripeApiError {
  return new StripeApiError({ status: 400, param, message });
}
