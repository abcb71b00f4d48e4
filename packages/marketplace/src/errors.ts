/** Why a verb refused. Surfaces map each code once to their own form (HTTP status, tRPC code). */
export type ErrorCode =
  | "invalid_input"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "precondition_failed"
  | "too_many_requests"
  | "unavailable";

/** The one error family of the verbs. `message` is a sentence for the person who asked, and says what to do. */
export class MarketplaceError extends Error {
  override readonly name = "MarketplaceError";
  readonly code: ErrorCode;
  /** Whether the same request may succeed later unchanged. */
  readonly retryable: boolean;
  /** Input field at fault, when there is one. */
  readonly field: string | null;

  constructor(code: ErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = code === "unavailable" || code === "too_many_requests";
    this.field = options.field ?? null;
  }
}
