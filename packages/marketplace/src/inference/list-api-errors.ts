import type { ErrorDetails } from "@tollgate/gateway/error-details";
import { ERROR_CATALOGUE } from "@tollgate/gateway/errors";

/** One error the inference API can answer with. */
export interface ApiErrorView {
  /** What programs switch on: `error.code`. */
  readonly code: string;
  readonly status: number;
  /** What OpenAI's clients switch on: `error.type`. */
  readonly type: string;
  /** The sentence as it reads for an example. */
  readonly message: string;
}

/** Stands in for the particulars of a request. */
const EXAMPLE: ErrorDetails = {
  model: "author/model",
  available: "0.01",
  missing: "0.02",
  limit: "60",
  surcharge: "0.05",
  path: "/v1/example",
  method: "POST",
  maxBytes: 20_971_520,
  generationId: "gen-0193…",
  retryAfterSeconds: 5,
};

/** Every error of the inference API by status, from the catalogue it answers with. Public: it names nobody and nothing. */
export function listApiErrors(): ApiErrorView[] {
  return Object.entries(ERROR_CATALOGUE)
    .map(([code, { status, type, message }]) => ({ code, status, type, message: message(EXAMPLE) }))
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}
