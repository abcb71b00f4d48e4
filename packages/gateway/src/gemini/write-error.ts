import { objectIn, textIn } from "../json-fields.ts";

const WORDS_OF_STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  402: "RESOURCE_EXHAUSTED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** An error of the catalogue for callers of the Gemini API. Source: https://cloud.google.com/apis/design/errors */
export function writeGeminiError(error: unknown, status = 500): Record<string, unknown> {
  const { message, code, metadata } = objectIn(error);
  const words = WORDS_OF_STATUS[status] ?? (status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT");
  const info = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: code, metadata };
  return { error: { code: status, message: textIn(message) ?? "", status: words, details: [info] } };
}
