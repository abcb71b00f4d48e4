import { SERVED_FROM, type ServedFrom } from "../calls/served-from.ts";
import { readUtcDay } from "../forms/utc-day.ts";
import type { Inputs } from "../trpc/outputs.ts";

const GROUPS = ["model", "provider", "app", "key", "member", "served_from", "user", "tenant", "feature"] as const;
type Group = (typeof GROUPS)[number];
const METRICS = ["spend", "calls", "tokens"] as const;
export type Metric = (typeof METRICS)[number];
export const PERIODS = [7, 30, 90] as const;

/** Which usage a page shows, exactly as its address says it. */
export interface UsageQuery {
  readonly by: Group;
  readonly show: Metric;
  /** UTC days, both included. */
  readonly from: string;
  readonly to: string;
  readonly key?: string;
  readonly model?: string;
  readonly app?: string;
  readonly served_from?: ServedFrom;
}

type Params = Readonly<Record<string, string | string[] | undefined>>;

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 366;

/** Reads an address; what makes no sense there is left out, and without days the last 30 are shown. */
export function readUsageQuery(params: Params, now: Date): UsageQuery {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" && value.trim() !== "" && value.length <= 200 ? value.trim() : undefined;
  };
  const today = now.toISOString().slice(0, 10);
  const to = readUtcDay(text("to")) ?? today;
  const from = readUtcDay(text("from")) ?? daysBefore(to, 29);
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return {
    by: GROUPS.find((group) => group === text("by")) ?? "model",
    show: METRICS.find((metric) => metric === text("show")) ?? "spend",
    ...(length >= 1 && length <= LONGEST_DAYS ? { from, to } : { from: daysBefore(today, 29), to: today }),
    key: text("key"),
    model: text("model"),
    app: text("app"),
    served_from: SERVED_FROM.find((from) => from === text("served_from")),
  };
}

export function writeUsageQuery(query: UsageQuery): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `?${new URLSearchParams(entries)}`;
}

/** The query as the API takes it. */
export function toUsageInput(query: UsageQuery, workspaceId: string): Inputs["usage"]["get"] {
  return {
    workspaceId,
    groupBy: query.by,
    from: query.from,
    to: query.to,
    keyId: query.key,
    modelId: query.model,
    appId: query.app,
    servedFrom: query.served_from,
  };
}

/** The last days up to a day, both included. */
export function lastDays(count: number, to: string): Pick<UsageQuery, "from" | "to"> {
  return { from: daysBefore(to, count - 1), to };
}

/** The calls behind one group, where calls can be narrowed to it. */
export function callsHref(slug: string, query: UsageQuery, groupId: string): string | undefined {
  const { by, from, to, key, model, app, served_from } = query;
  if (groupId === "" || !["model", "app", "key", "served_from"].includes(by)) return undefined;
  const narrowed = Object.entries({ key, model, app, served_from, [by]: groupId, from, to });
  return `/w/${slug}/calls?${new URLSearchParams(narrowed.filter((one): one is [string, string] => Boolean(one[1])))}`;
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
}
