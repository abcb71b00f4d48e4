import { type PeriodDays, readPeriod } from "../earnings/role.ts";

export const KINDS = [
  { value: "feature", label: "Feature", one: "Feature" },
  { value: "tenant", label: "Tenant", one: "Tenant" },
  { value: "user", label: "End user", one: "End user" },
] as const;

/** By what an app's calls are shown, exactly as the address says it. */
export interface AttributionQuery {
  readonly by: (typeof KINDS)[number]["value"];
  readonly days: PeriodDays;
  readonly customer?: string | undefined;
}

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Reads an address; what makes no sense there is left out. */
export function readAttributionQuery(params: Params): AttributionQuery {
  const text = (name: string) => (typeof params[name] === "string" ? params[name].trim().slice(0, 100) : "");
  return {
    by: KINDS.find(({ value }) => value === text("by"))?.value ?? "feature",
    days: readPeriod(text("days")),
    customer: text("customer") || undefined,
  };
}

export function writeAttributionQuery({ by, days, customer }: AttributionQuery): string {
  return `?${new URLSearchParams({ by, days: String(days), ...(customer && { customer }) })}`;
}
