import { type PeriodDays, readPeriod } from "../earnings/role.ts";

export const STATES = [
  { value: "active", label: "Active" },
  { value: "consent_required", label: "Must accept" },
  { value: "revoked", label: "Disconnected" },
] as const;

export const SORTS = [
  { value: "earned", label: "Most earned" },
  { value: "charge", label: "Most paid" },
  { value: "calls", label: "Most calls" },
  { value: "connected", label: "Newest" },
  { value: "name", label: "Name" },
] as const;

/** Which customers of an app a page shows, exactly as its address says it. */
export interface CustomerQuery {
  readonly days: PeriodDays;
  readonly q?: string | undefined;
  readonly state?: (typeof STATES)[number]["value"] | undefined;
  readonly sort: (typeof SORTS)[number]["value"];
}

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Reads an address; what makes no sense there is left out. */
export function readCustomerQuery(params: Params): CustomerQuery {
  const text = (name: string) => (typeof params[name] === "string" ? params[name].trim().slice(0, 100) : "");
  return {
    days: readPeriod(text("days")),
    q: text("q") || undefined,
    state: STATES.find(({ value }) => value === text("state"))?.value,
    sort: SORTS.find(({ value }) => value === text("sort"))?.value ?? "earned",
  };
}

export function writeCustomerQuery(query: CustomerQuery): string {
  const entries = Object.entries({ ...query, days: String(query.days) }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  return `?${new URLSearchParams(entries)}`;
}
