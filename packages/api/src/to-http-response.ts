import { type ErrorCode, MarketplaceError } from "@tollgate/marketplace/errors";

/** Refusals of plain HTTP routes; a code without a line here does not compile. */
const HTTP_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_many_requests: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** Explains a refusal as JSON. @throws what is not a refusal, for the framework to log and answer 500. */
export function toHttpResponse(error: unknown): Response {
  if (!(error instanceof MarketplaceError)) throw error;
  const { code, message, field, retryable } = error;
  return Response.json({ error: { code, message, field, retryable } }, { status: HTTP_STATUS[code] });
}
