import type { GatewayErrorCode } from "../errors.ts";

interface ScenarioEntry {
  readonly name: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** `null` when the call is answered. */
  readonly code: GatewayErrorCode | null;
  /** What happens, in a sentence for builders. */
  readonly meaning: string;
}

/** What a test call can be made to run into, as test cards do for payments; in the order of the documentation. */
export const SCENARIOS = [
  {
    name: "insufficient_credit",
    status: 402,
    code: "insufficient_credit",
    meaning: "The customer's credit does not cover the call.",
  },
  {
    name: "cap_reached",
    status: 402,
    code: "cap_exceeded",
    meaning: "The customer's cap for your app is used up until it starts over.",
  },
  {
    name: "consent_required",
    status: 403,
    code: "consent_required",
    meaning: "Your margin rose and the customer has not accepted it.",
  },
  { name: "grant_revoked", status: 403, code: "grant_revoked", meaning: "The customer withdrew your app's access." },
  { name: "key_revoked", status: 401, code: "api_key_revoked", meaning: "The key was revoked." },
  { name: "key_expired", status: 401, code: "api_key_expired", meaning: "The key's time is over." },
  {
    name: "rate_limited",
    status: 429,
    code: "rate_limited",
    meaning: "A limit per minute is reached; `Retry-After` says when to come back.",
  },
  {
    name: "provider_rate_limited",
    status: 429,
    code: "provider_rate_limited",
    meaning: "Every provider of the model is at its limit; with `Retry-After`.",
  },
  {
    name: "no_endpoint_available",
    status: 503,
    code: "no_endpoint_available",
    meaning: "Every endpoint of the model is down; with `Retry-After`.",
  },
  {
    name: "temporarily_unavailable",
    status: 503,
    code: "temporarily_unavailable",
    meaning: "Calls cannot be authorised right now; with `Retry-After`.",
  },
  { name: "provider_error", status: 502, code: "provider_error", meaning: "Every provider that is tried fails." },
  {
    name: "provider_timeout",
    status: 504,
    code: "provider_timeout",
    meaning: "No provider begins its answer in time.",
  },
  { name: "upstream_refused", status: 400, code: "upstream_refused", meaning: "The provider finds the request wrong." },
  {
    name: "failover",
    status: 200,
    code: null,
    meaning: "The first provider fails and another attempt serves: two attempts on the receipt.",
  },
  {
    name: "stream_interrupted",
    status: 200,
    code: null,
    meaning: "A stream breaks off after five words, with an error in its last event.",
  },
  {
    name: "slow_start",
    status: 200,
    code: null,
    meaning: "Five seconds pass before the first word; a stream sends comments meanwhile.",
  },
  { name: "slow_stream", status: 200, code: null, meaning: "A quarter of a second passes between words." },
  {
    name: "tool_call",
    status: 200,
    code: null,
    meaning: "The first tool of the request is called, with arguments that fit its schema.",
  },
  {
    name: "length",
    status: 200,
    code: null,
    meaning: "The answer ends after five words because it reached its limit.",
  },
  { name: "content_filter", status: 200, code: null, meaning: "The answer is stopped by a filter after five words." },
] as const satisfies readonly ScenarioEntry[];

export type ScenarioName = (typeof SCENARIOS)[number]["name"];

export function isScenario(text: string): text is ScenarioName {
  return SCENARIOS.some(({ name }) => name === text);
}

/** The scenario that a text names, as in `test:rate_limited`; the last one where it names several. */
export function scenarioIn(text: string): ScenarioName | null {
  const named = [...text.matchAll(/\btest:([a-z_]+)/g)].map(([, name = ""]) => name).filter(isScenario);
  return named.at(-1) ?? null;
}
