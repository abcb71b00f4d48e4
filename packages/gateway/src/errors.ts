import { type CatalogueEntry, wait } from "./catalogue-entry.ts";
import type { ErrorDetails } from "./error-details.ts";

/** Every error the inference API can answer with. Each message is one sentence that says what to do. */
export const ERROR_CATALOGUE = {
  invalid_json: {
    status: 400,
    type: "invalid_request_error",
    message: ({ message }) => `The body is not valid JSON; send one JSON object${message ? ` (${message})` : ""}.`,
  },
  invalid_request: {
    status: 400,
    type: "invalid_request_error",
    message: ({ message }) => message ?? "The request is malformed; compare it with the API reference.",
  },
  model_not_found: {
    status: 400,
    type: "invalid_request_error",
    message: ({ model, message }) =>
      `There is no model "${model ?? ""}"; ${message === undefined ? "" : `${message}, or `}pick an id from GET /v1/models.`,
  },
  wrong_model_kind: {
    status: 400,
    type: "invalid_request_error",
    message: ({ model, message }) =>
      `The model "${model ?? ""}" is ${message ?? "a model of another kind"}; pick another model from GET /v1/models.`,
  },
  no_endpoint: {
    status: 404,
    type: "invalid_request_error",
    message: ({ model }) =>
      `No endpoint of "${model ?? ""}" fits the request's provider preferences and the workspace's data policy; relax what metadata.passed_over names for each.`,
  },
  not_carried: {
    status: 400,
    type: "invalid_request_error",
    message: ({ model, message }) =>
      `No endpoint of "${model ?? ""}" can be asked for ${message ?? "all of this"}; leave it out or pick another model.`,
  },
  media_unreachable: {
    status: 400,
    type: "invalid_request_error",
    message: ({ url, message }) =>
      `The address ${url ?? "of a picture or file"} ${message ?? "cannot be fetched"}; check it, or send the bytes as a data URL.`,
  },
  upstream_refused: {
    status: 400,
    type: "invalid_request_error",
    message: ({ message }) => `The provider refused the request: ${message ?? "change it and send it again"}`,
  },
  surcharge_too_high: {
    status: 400,
    type: "invalid_request_error",
    message: ({ surcharge }) =>
      `The app's surcharge could reach ${surcharge ?? "more"} USD, above max_surcharge; raise max_surcharge or lower max_tokens.`,
  },
  missing_api_key: {
    status: 401,
    type: "authentication_error",
    message: () => "Send your API key as `Authorization: Bearer tg-…`.",
  },
  invalid_api_key: {
    status: 401,
    type: "authentication_error",
    message: () => "This API key is not known here; copy it again or create a new one in the console.",
  },
  api_key_revoked: {
    status: 401,
    type: "authentication_error",
    message: () => "This API key was revoked; create a new one in the console.",
  },
  api_key_expired: {
    status: 401,
    type: "authentication_error",
    message: () => "This API key has expired; create a new one in the console.",
  },
  api_key_disabled: {
    status: 401,
    type: "authentication_error",
    message: () => "This API key is disabled; enable it in the console or use another one.",
  },
  api_key_rotated: {
    status: 401,
    type: "authentication_error",
    message: () => "This API key was rotated and its time is over; use the new one.",
  },
  address_not_allowed: {
    status: 403,
    type: "permission_error",
    message: ({ address }) =>
      `This API key may not be used from ${address ?? "this address"}; add the address to the key's list in the console.`,
  },
  model_not_allowed: {
    status: 403,
    type: "permission_error",
    message: ({ model }) =>
      `This API key may not call "${model ?? ""}"; pick a model of the key's list or add this one in the console.`,
  },
  wrong_key_kind: {
    status: 403,
    type: "permission_error",
    message: () => "This is a management key; call models with an inference key.",
  },
  management_key_required: {
    status: 403,
    type: "permission_error",
    message: ({ path }) =>
      `${path ?? "This path"} takes a management key; an owner or admin creates one in the console under API keys.`,
  },
  test_key_not_allowed: {
    status: 403,
    type: "permission_error",
    message: () => "This is a test key, which only calls models and reads its own test calls; use a live key here.",
  },
  invalid_auth_code: {
    status: 403,
    type: "permission_error",
    message: ({ message }) =>
      message ?? "This code cannot be exchanged: it is unknown, used or too old; send the person to /auth again.",
  },
  insufficient_credit: {
    status: 402,
    type: "insufficient_quota",
    message: ({ available, missing, topUpUrl }) =>
      `This call may need ${missing ?? "more"} USD more than the ${available ?? "0"} USD available; add credit${topUpUrl ? ` at ${topUpUrl}` : ""} or lower max_tokens.`,
  },
  cap_exceeded: {
    status: 402,
    type: "insufficient_quota",
    message: ({ scope, limit, missing, resetsAt }) =>
      `This call may need ${missing ?? "more"} USD more than the ${scope ?? "key"}'s limit of ${limit ?? "0"} USD leaves; raise the limit, ${resetsAt ? `wait until it starts over at ${resetsAt}` : "which never starts over,"} or lower max_tokens.`,
  },
  consent_required: {
    status: 403,
    type: "permission_error",
    message: () => "The app raised its margin; its user has to accept the new one in the console before further calls.",
  },
  grant_revoked: {
    status: 403,
    type: "permission_error",
    message: () => "The user withdrew this app's access; ask them to connect the app again.",
  },
  not_found: {
    status: 404,
    type: "invalid_request_error",
    message: ({ path }) =>
      `Nothing answers at ${path ?? "this path"}; the API is POST /v1/chat/completions, /v1/responses, /v1/messages, /v1/completions, /v1/embeddings, /v1/rerank, /v1/moderations, /v1/images/generations, /v1/audio/speech and /v1/audio/transcriptions, Gemini's /v1beta/models/… and GET /v1/models.`,
  },
  key_not_found: {
    status: 404,
    type: "invalid_request_error",
    message: () => "No API key with this hash in the management key's workspace; list them at GET /v1/keys.",
  },
  generation_not_found: {
    status: 404,
    type: "invalid_request_error",
    message: () => "No generation with this id in this key's workspace; use the id a completion returned.",
  },
  response_not_found: {
    status: 404,
    type: "invalid_request_error",
    message: () =>
      "No response with this id is kept for this key; only those asked for with `store: true` are, for three days. Send the whole conversation.",
  },
  method_not_allowed: {
    status: 405,
    type: "invalid_request_error",
    message: ({ method, path }) =>
      `${path ?? "This path"} takes ${method ?? "another method"}; change the request's method.`,
  },
  conflict: {
    status: 409,
    type: "conflict_error",
    message: ({ message }) => message ?? "This cannot be done as things stand; look at the newest state and ask again.",
  },
  idempotent_call_running: {
    status: 409,
    type: "conflict_error",
    message: (details) =>
      `The call with this Idempotency-Key is still being answered; ${wait(details)} to get its answer.`,
  },
  idempotent_answer_gone: {
    status: 409,
    type: "conflict_error",
    message: ({ generationId, message }) =>
      message ??
      `The call with this Idempotency-Key was made as ${generationId ?? "a generation"} and its answer cannot be sent again; look it up at GET /v1/generation, and use another key for another call.`,
  },
  idempotency_key_reused: {
    status: 422,
    type: "invalid_request_error",
    message: () => "This Idempotency-Key came with another request before; use a new key for each call.",
  },
  request_timeout: {
    status: 408,
    type: "invalid_request_error",
    message: () => "The request's body did not arrive in time; send it again.",
  },
  request_too_large: {
    status: 413,
    type: "invalid_request_error",
    message: ({ maxBytes }) => `The body is larger than ${maxBytes ?? "the limit"} bytes; send less.`,
  },
  unsupported_media_type: {
    status: 415,
    type: "invalid_request_error",
    message: () => "Send the body as `Content-Type: application/json`, uncompressed; only recordings come as forms.",
  },
  rate_limited: {
    status: 429,
    type: "rate_limit_error",
    message: (details) =>
      `The ${details.scope ?? "key"}'s limit of ${details.limit ?? "?"} ${details.message ?? "requests per minute"} is reached; ${wait(details)}.`,
  },
  provider_rate_limited: {
    status: 429,
    type: "rate_limit_error",
    message: (details) => `Every provider of this model is at its rate limit; ${wait(details)} or allow other models.`,
  },
  too_many_attempts: {
    status: 429,
    type: "rate_limit_error",
    message: (details) => `Too many attempts; ${wait(details)}.`,
  },
  internal_error: {
    status: 500,
    type: "server_error",
    message: () => "Something went wrong on our side; the call was not charged, send it again.",
  },
  provider_error: {
    status: 502,
    type: "server_error",
    message: ({ message }) =>
      `No provider answered${message ? ` (${message})` : ""}; nothing was charged, send the call again or allow other models.`,
  },
  stream_interrupted: {
    status: 502,
    type: "server_error",
    message: () =>
      "The provider broke off in the middle of its answer; what arrived was charged, continue from there or send the call again.",
  },
  no_endpoint_available: {
    status: 503,
    type: "server_error",
    message: (details) => `Every endpoint of this model is down or busy; ${wait(details)} or allow other models.`,
  },
  temporarily_unavailable: {
    status: 503,
    type: "server_error",
    message: (details) => `Calls cannot be authorised right now and none is made without; ${wait(details)}.`,
  },
  account_unavailable: {
    status: 503,
    type: "server_error",
    message: () => "Account data cannot be read right now; calls to models still work, ask again shortly.",
  },
  shutting_down: {
    status: 503,
    type: "server_error",
    message: (details) => `This server is restarting; ${wait(details)}.`,
  },
  provider_timeout: {
    status: 504,
    type: "server_error",
    message: () =>
      "No provider began its answer in time; nothing was charged, send the call again or allow other models.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type GatewayErrorCode = keyof typeof ERROR_CATALOGUE;

/** The error object of the OpenAI dialect, with our metadata. */
export interface ErrorBody {
  readonly error: {
    readonly code: GatewayErrorCode;
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
}

export function errorStatus(code: GatewayErrorCode): number {
  return ERROR_CATALOGUE[code].status;
}

/** Builds the body of an error answer. @param metadata machine-readable facts, amounts as decimal strings. */
export function errorBody(
  code: GatewayErrorCode,
  details: ErrorDetails = {},
  metadata: Readonly<Record<string, unknown>> = {},
): ErrorBody {
  const entry: CatalogueEntry = ERROR_CATALOGUE[code];
  return { error: { code, message: entry.message(details), type: entry.type, param: details.param ?? null, metadata } };
}
