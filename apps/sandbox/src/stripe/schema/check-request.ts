import { StripeApiError } from "../stripe-api-error.ts";
import { readShape, type ShapeProblem } from "./read-shape.ts";
import { schemaBook } from "./schema-book.ts";
import type { Endpoint, RequestTypes } from "./stripe-types.ts";

/**
 * Reads what a caller sent, against the SDK's own declarations.
 * @throws StripeApiError 400 with Stripe's words for what is unknown, missing or malformed.
 */
export function checkRequest<E extends Endpoint>(endpoint: E, sent: unknown, fromForm: boolean): RequestTypes[E] {
  const { requests, definitions } = schemaBook();
  const schema = requests[endpoint];
  if (schema === undefined) throw new Error(`The schemas do not know ${endpoint}; write them anew.`);
  const reading = readShape(schema, sent, { rules: { definitions, fromForm }, path: [] });
  if (!reading.ok) throw refusal(reading.problem);
  const { value } = reading;
  if (!isRequest<E>(value)) throw new Error(`${endpoint} takes an object.`);
  return value;
}

/** What the schema of an endpoint lets through is of its type: the schema was generated from that type. */
function isRequest<E extends Endpoint>(value: unknown): value is RequestTypes[E] {
  return typeof value === "object" && value !== null;
}

function refusal({ path, kind, value, expected }: ShapeProblem): StripeApiError {
  const param = path.map((part, index) => (index === 0 ? part : `[${part}]`)).join("");
  switch (kind) {
    case "unknown":
      return refuse("parameter_unknown", param, `Received unknown parameter: ${param}`);
    case "missing":
      return refuse("parameter_missing", param, `Missing required param: ${param}.`);
    case "integer":
      return refuse("parameter_invalid_integer", param, `Invalid integer: ${String(value)}`);
    case "empty":
      return refuse("parameter_invalid_empty", param, `You passed an empty string for '${param}'.`);
    case "invalid":
      return refuse("parameter_invalid", param, `Invalid ${param}: must be ${expected}`);
  }
}

function refuse(code: string, param: string, message: string): StripeApiError {
  return new StripeApiError({ status: 400, code, param, message });
}
