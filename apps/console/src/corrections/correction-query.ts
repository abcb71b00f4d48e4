import { readUtcDay, startOfUtcDay } from "../forms/utc-day.ts";
import type { Inputs } from "../trpc/outputs.ts";

const STATUSES = ["requested", "posted", "rejected"] as const;
const KINDS = ["adjustment", "call_refund", "write_off"] as const;
const DAY_MS = 86_400_000;

/** Which corrections a page shows, exactly as its address says it. */
export type CorrectionQuery = {
  readonly status: (typeof STATUSES)[number] | null;
  readonly kind: (typeof KINDS)[number] | null;
  /** Who asked for it or decided it. */
  readonly person: string | null;
  /** UTC days such as 2026-01-31, both included. */
  readonly from: string | null;
  readonly to: string | null;
  /** Id of the last line of the page before. */
  readonly after: string | null;
};

export type CorrectionParams = { readonly [name in keyof CorrectionQuery]?: string };

export const EVERY_CORRECTION: CorrectionQuery = {
  status: null,
  kind: null,
  person: null,
  from: null,
  to: null,
  after: null,
};

/** What an address asks for; what it cannot mean does not narrow. */
export function readCorrectionQuery(params: CorrectionParams): CorrectionQuery {
  const id = (text: string | undefined, pattern: RegExp) => (text && pattern.test(text) ? text : null);
  return {
    status: STATUSES.find((one) => one === params.status) ?? null,
    kind: KINDS.find((one) => one === params.kind) ?? null,
    person: id(params.person, /^usr_\w{1,40}$/),
    from: readUtcDay(params.from),
    to: readUtcDay(params.to),
    after: id(params.after, /^cor_\w{1,40}$/),
  };
}

/** The address of a view, so that it can be shared. */
export function correctionsHref(query: CorrectionQuery, path = "/finance/adjustments"): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}

/** The query as the API takes it, a page apart. */
export function toCorrectionFilter(query: CorrectionQuery): Inputs["finance"]["exportCorrections"] {
  const { status, kind, person, from, to } = query;
  return {
    status,
    kind,
    personId: person,
    from: from === null ? null : startOfUtcDay(from),
    to: to === null ? null : new Date(startOfUtcDay(to).getTime() + DAY_MS),
  };
}
