import { objectIn, textIn } from "../json-fields.ts";

const TYPE_OF_STATUS: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  408: "timeout_error",
  413: "request_too_large",
  429: "rate_limit_error",
  503: "overloaded_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/**
 * An error of the catalogue for callers of the messages API: Anthropic's envelope and type, our code and metadata beside them.
 * Source: https://docs.anthropic.com/en/api/errors
 */
export function writeAnthropicError(error: unknown, status = 500): Record<string, unknown> {
  const { message, code, metadata } = objectIn(error);
  const type = TYPE_OF_STATUS[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
  return { type: "error", error: { type, message: textIn(message) ?? "", code, metadata } };
}
