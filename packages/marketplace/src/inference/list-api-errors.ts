import { ERROR_CATALOGUE } from "@tollgate/gateway/errors";

/** One error the inference API can answer with. */
export interface ApiErrorView {
  /** What programs switch on: `error.code`. */
  readonly code: string;
  readonly status: number;
  /** What OpenAI's clients switch on: `error.type`. */
  readonly type: string;
  /** The sentence as it reads without the particulars of a request. */
  readonly message: string;
}

/** Every error of the inference API by status, from the catalogue it answers with. Public: it names nobody and nothing. */
export function listApiErrors(): ApiErrorView[] {
  return Object.entries(ERROR_CATALOGUE)
    .map(([code, { status, type, message }]) => ({ code, status, type, message: message({}) }))
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}
