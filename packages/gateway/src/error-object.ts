import { isRecord } from "./is-record.ts";

/** A vendor's error object, as far as it is understood. */
export interface UpstreamErrorObject {
  /** HTTP status it stands for. */
  readonly status: number;
  /** The vendor's sentence, cut to a line; `null` when there is none. */
  readonly message: string | null;
}

const MAX_MESSAGE = 400;

/** Reads `error` of a body or chunk: an object with message and code, or a plain text. A code that is no status counts as 502. */
export function readErrorObject(error: unknown): UpstreamErrorObject {
  if (typeof error === "string") return { status: 502, message: clip(error) };
  if (!isRecord(error)) return { status: 502, message: null };
  const code = Number(error.status ?? error.code);
  const status = Number.isInteger(code) && code >= 400 && code <= 599 ? code : statusOfType(error.type);
  return { status, message: typeof error.message === "string" ? clip(error.message) : null };
}

/** Reads the body of an error answer of any shape. */
export function readErrorBody(body: string, status: number): UpstreamErrorObject {
  try {
    const parsed: unknown = JSON.parse(body);
    const inner = isRecord(parsed) ? (parsed.error ?? parsed.detail ?? parsed) : parsed;
    return { status, message: readErrorObject(inner).message };
  } catch {
    return { status, message: null };
  }
}

function statusOfType(type: unknown): number {
  if (type === "invalid_request_error") return 400;
  if (type === "rate_limit_error" || type === "rate_limit_exceeded") return 429;
  return 502;
}

/** One line, without anything that looks like a key: vendors echo them. */
function clip(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.replace(/\b(?:sk|tg|key|pk|rk|xai|gsk)[-_][\w*.-]{6,}/g, "[key]").slice(0, MAX_MESSAGE);
}
