import { readDialect } from "@tollgate/gateway/dialect-quirks";
import { PARAMETER_NAMES } from "@tollgate/gateway/parameters";
import { z } from "zod";

/** Longest credential taken: the key file of a service account has about 2,400 characters. */
const CREDENTIAL_MAX_LENGTH = 8_000;

export const EndpointAddress = z
  .string("Enter the address of the API, such as https://api.example.com/v1.")
  .trim()
  .min(1, "Enter the address of the API, such as https://api.example.com/v1.")
  .max(500, "This address is too long.");

export const UpstreamModel = z
  .string("Enter the model's name in your API.")
  .trim()
  .min(1, "Enter the model's name in your API.")
  .max(200, "Use at most 200 characters.")
  .regex(/^[^\p{Cc}\s]+$/u, "The model's name has no spaces.");

/** What the API speaks: a dialect of the gateway, with its quirks. */
export const EndpointDialect = z
  .string()
  .max(100)
  .refine((dialect) => readDialect(dialect) !== null, "Choose which API this is.");

/** A key that can stand in a header, or keys and key files as JSON; `checkCredential` says which of them an API needs. */
export const Credential = z
  .string("Enter the key that your API expects.")
  .trim()
  .min(1, "Enter the key that your API expects, or leave the field out.")
  .max(CREDENTIAL_MAX_LENGTH, "This key is too long.")
  .regex(/^(?:[\x21-\x7e]+|\{[\x20-\x7e\s]+\})$/, "The key may only have printable characters without spaces.");

/** What is done with requests; said by the provider, shown to callers and used by `provider.data_collection` and `provider.zdr`. */
export const DATA_POLICIES = ["may_train", "no_training", "zero_retention"] as const;
/** Weights as served, by the names callers ask for. */
export const QUANTIZATIONS = ["int4", "int8", "fp4", "fp6", "fp8", "fp16", "bf16", "fp32"] as const;

export const EndpointTraits = z.object({
  dataPolicy: z.enum(DATA_POLICIES, "Choose what you do with requests.").optional(),
  /** Calls may come with a key of the customer's own at this provider. */
  allowsOwnKeys: z.boolean("Say whether customers may bring a key of their own.").optional(),
  /** `null`: not said. */
  quantization: z.enum(QUANTIZATIONS, `Choose one of ${QUANTIZATIONS.join(", ")}.`).nullish(),
  /** Parameters it takes, in OpenAI's words; empty: what its API usually takes. */
  parameters: z
    .array(z.enum(PARAMETER_NAMES, `Choose among ${PARAMETER_NAMES.join(", ")}.`))
    .max(50)
    .optional(),
});

export const EndpointLimits = z.object({
  contextLength: count("Context length", 100_000_000).nullish(),
  maxOutputTokens: count("Most output tokens", 100_000_000).nullish(),
  maxConcurrency: count("Calls at a time", 100_000).nullish(),
  requestsPerMinute: count("Calls a minute", 1_000_000).nullish(),
});

function count(what: string, most: number) {
  const sentence = `${what} must be a whole number from 1 to ${most}.`;
  return z.number(sentence).int(sentence).min(1, sentence).max(most, sentence);
}
