/** Why an attempt did not serve, as receipts name it. */
export type FailureKind =
  | "connect_error"
  | "timeout"
  | "rate_limited"
  | "upstream_error"
  | "credential_refused"
  | "model_missing"
  | "bad_request";

export interface Failure {
  readonly kind: FailureKind;
  /** Whether another endpoint may be tried: the call was not accepted, or its failure is not the caller's making. */
  readonly movesOn: boolean;
  /** Whether the same endpoint may be tried again within this call. */
  readonly repeatable: boolean;
  /** Whether the endpoint's breaker counts it. */
  readonly hurtsHealth: boolean;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  /** One short phrase for people; never contains a credential or address. */
  readonly message: string;
}

export interface UpstreamReply {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Text of the vendor's error object, when it sent one. */
  readonly message: string | null;
}

/** Judges an HTTP status of 400 and above, or an error object inside a 200. */
export function classifyReply({ status, retryAfter, message }: UpstreamReply, nowMs: number): Failure {
  const retryAfterMs = readRetryAfter(retryAfter, nowMs);
  const base = { status, retryAfterMs, message: message ?? `status ${status}` };
  switch (status) {
    case 401:
    case 402:
    case 403:
      return { ...base, kind: "credential_refused", movesOn: true, repeatable: false, hurtsHealth: true };
    case 404:
      return { ...base, kind: "model_missing", movesOn: true, repeatable: false, hurtsHealth: true };
    case 408:
    case 409:
    case 425:
      return { ...base, kind: "upstream_error", movesOn: true, repeatable: true, hurtsHealth: true };
    case 429:
      return { ...base, kind: "rate_limited", movesOn: true, repeatable: true, hurtsHealth: false };
    default:
      if (status >= 400 && status < 500)
        return { ...base, kind: "bad_request", movesOn: false, repeatable: false, hurtsHealth: false };
      return { ...base, kind: "upstream_error", movesOn: true, repeatable: true, hurtsHealth: true };
  }
}

/** The connection failed before the reply began. */
export function connectFailure(message: string): Failure {
  return {
    kind: "connect_error",
    movesOn: true,
    repeatable: true,
    hurtsHealth: true,
    status: null,
    retryAfterMs: null,
    message,
  };
}

/** No content within the time allowed. Not repeated on the same endpoint: it would most likely take as long again. */
export function timeoutFailure(message: string): Failure {
  return {
    kind: "timeout",
    movesOn: true,
    repeatable: false,
    hurtsHealth: true,
    status: null,
    retryAfterMs: null,
    message,
  };
}

/** `Retry-After` in milliseconds from now: seconds or an HTTP date (RFC 9110, 10.2.3). At most an hour. */
export function readRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - nowMs;
  if (!Number.isFinite(ms)) return null;
  return Math.min(Math.max(0, Math.round(ms)), 3_600_000);
}
