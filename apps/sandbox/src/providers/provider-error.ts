/** An error body in the shape of the chat completions API. */
export type ProviderErrorBody = {
  error: { message: string; type: string; param: string | null; code: string | null };
};

export type ProviderError = { status: number; body: ProviderErrorBody; headers: Record<string, string> };

/** The words, types and codes a vendor of this dialect uses for a status. */
const BY_STATUS: Record<number, { message: string; type: string; code: string | null }> = {
  400: { message: "The request is invalid.", type: "invalid_request_error", code: null },
  401: { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" },
  402: { message: "This account is out of credit.", type: "insufficient_quota", code: "insufficient_quota" },
  403: { message: "This key may not use this model.", type: "invalid_request_error", code: "permission_denied" },
  404: { message: "The model does not exist.", type: "invalid_request_error", code: "model_not_found" },
  408: { message: "The request timed out.", type: "server_error", code: null },
  429: { message: "Rate limit reached. Try again shortly.", type: "requests", code: "rate_limit_exceeded" },
  500: { message: "The server had an error while processing your request.", type: "server_error", code: null },
  503: {
    message: "The engine is currently overloaded, please try again later.",
    type: "service_unavailable_error",
    code: null,
  },
};

export type ProviderErrorInput = {
  status: number;
  message?: string | undefined;
  param?: string | null;
  code?: string | null;
  retryAfterSeconds?: number | undefined;
};

export function providerError(input: ProviderErrorInput): ProviderError {
  const fallback = input.status >= 500 ? BY_STATUS[500] : BY_STATUS[400];
  const known = BY_STATUS[input.status] ?? fallback;
  return {
    status: input.status,
    headers: input.retryAfterSeconds === undefined ? {} : { "retry-after": String(input.retryAfterSeconds) },
    body: {
      error: {
        message: input.message ?? known?.message ?? "The request failed.",
        type: known?.type ?? "server_error",
        param: input.param ?? null,
        code: input.code ?? known?.code ?? null,
      },
    },
  };
}

/** Keys this simulator accepts: anything that is plainly a demo key. */
const DEMO_KEY = /^sk-demo-[\w-]+$/i;

/** The refusal for a missing or wrong key, or undefined when the key is fine. @param given as in the header, with or without `Bearer`. */
export function refuseKey(given: string | undefined): ProviderError | undefined {
  if (given === undefined || given === "") {
    const message = "You didn't provide an API key. Send it as a Bearer token in the Authorization header.";
    return providerError({ status: 401, message, code: null });
  }
  const key = given.replace(/^Bearer\s+/i, "");
  if (DEMO_KEY.test(key)) {
    return undefined;
  }
  const masked = key.length > 8 ? `${key.slice(0, 4)}${"*".repeat(8)}${key.slice(-4)}` : "********";
  return providerError({
    status: 401,
    message: `Incorrect API key provided: ${masked}. Demo keys start with sk-demo-.`,
  });
}
