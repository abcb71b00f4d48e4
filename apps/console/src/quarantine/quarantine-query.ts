import { REPLAYABLE } from "./quarantine-words.ts";

const REASONS = [...REPLAYABLE, "already_ended", "malformed"] as const;

export type QuarantineQuery = { readonly reason: (typeof REASONS)[number] | null; readonly resolved: boolean };

export type QuarantineParams = { reason?: string; resolved?: string; cursor?: string };

/** What an address asks for; what it cannot mean does not narrow. */
export function readQuarantineQuery(params: QuarantineParams): QuarantineQuery {
  return { reason: REASONS.find((one) => one === params.reason) ?? null, resolved: params.resolved === "1" };
}

/** The address of a view, so that it can be shared. */
export function quarantineHref(path: string, query: QuarantineQuery, cursor?: string | null): string {
  const params = new URLSearchParams();
  if (query.reason) params.set("reason", query.reason);
  if (query.resolved) params.set("resolved", "1");
  if (cursor) params.set("cursor", cursor);
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
