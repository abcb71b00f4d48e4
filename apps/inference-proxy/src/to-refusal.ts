import type { GatewayErrorCode } from "@tollgate/gateway/errors";
import type { ErrorCode, MarketplaceError } from "@tollgate/marketplace/errors";
import { Refusal } from "./refusal.ts";

/** What a verb's refusal is to a caller of the API, where nothing more particular is said. */
const CODES: Readonly<Record<ErrorCode, GatewayErrorCode>> = {
  invalid_input: "invalid_request",
  unauthenticated: "invalid_api_key",
  forbidden: "management_key_required",
  not_found: "not_found",
  conflict: "conflict",
  precondition_failed: "conflict",
  too_many_requests: "too_many_attempts",
  unavailable: "account_unavailable",
};

/** A field of a verb by the name that callers know it by. */
const FIELDS: Readonly<Record<string, string>> = {
  limitUsd: "limit",
  limitReset: "limit_reset",
  expiresAt: "expires_at",
  keyHash: "api_key_hash",
  codeVerifier: "code_verifier",
  codeChallengeMethod: "code_challenge_method",
};

/** The one place where a verb's refusal becomes an error of the API. @param names codes that are more particular on this path. */
export function toRefusal(
  { code, message, field }: MarketplaceError,
  names: Partial<Record<ErrorCode, GatewayErrorCode>> = {},
): Refusal {
  const param = field === null ? null : (FIELDS[field] ?? field);
  return new Refusal(names[code] ?? CODES[code], { details: { message, param } });
}
