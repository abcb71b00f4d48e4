import { readUtcDay, startOfUtcDay } from "../forms/utc-day.ts";
import type { Inputs } from "../trpc/outputs.ts";
import { OUTCOMES, type Outcome } from "./outcomes.ts";
import { SERVED_FROM, type ServedFrom } from "./served-from.ts";

/** Which calls a page shows, exactly as its address says it. */
export type CallQuery = {
  readonly key?: string;
  readonly model?: string;
  readonly app?: string;
  readonly outcome?: Outcome;
  readonly served_from?: ServedFrom;
  /** UTC days such as 2026-01-31, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Id of the last call of the page before. */
  readonly after?: string;
};

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const DAY_MS = 86_400_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads an address; what makes no sense there is left out, as if it had not been asked. */
export function readCallQuery(params: SearchParams): CallQuery {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" && value.trim() !== "" && value.length <= 200 ? value.trim() : undefined;
  };
  const day = (name: string) => readUtcDay(text(name)) ?? undefined;
  const after = text("after");
  return {
    key: text("key"),
    model: text("model"),
    app: text("app"),
    outcome: OUTCOMES.find((outcome) => outcome === text("outcome")),
    served_from: SERVED_FROM.find((from) => from === text("served_from")),
    from: day("from"),
    to: day("to"),
    after: after && UUID.test(after) ? after : undefined,
  };
}

/** Writes the query of an address; empty when nothing narrows. */
export function writeCallQuery(query: CallQuery): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries)}`;
}

/** The query as the API takes it. */
export function toCallFilter(query: CallQuery, workspaceId: string): Inputs["calls"]["list"] {
  const last = dayOf(query.to);
  return {
    workspaceId,
    keyId: query.key ?? null,
    modelId: query.model ?? null,
    appId: query.app ?? null,
    outcome: query.outcome ?? null,
    servedFrom: query.served_from ?? null,
    from: dayOf(query.from),
    to: last && new Date(last.getTime() + DAY_MS),
    cursor: query.after ?? null,
  };
}

/** The address of the same calls as CSV, all pages of them. */
export function exportHref(query: CallQuery, workspaceId: string): string {
  const { from, to } = toCallFilter(query, workspaceId);
  const params = new URLSearchParams({ workspaceId });
  if (query.key) params.set("keyId", query.key);
  if (query.model) params.set("modelId", query.model);
  if (query.app) params.set("appId", query.app);
  if (query.outcome) params.set("outcome", query.outcome);
  if (query.served_from) params.set("servedFrom", query.served_from);
  if (from) params.set("from", from.toISOString());
  if (to) params.set("to", to.toISOString());
  return `/api/exports/calls?${params}`;
}

/** Whether anything narrows, a page apart. */
export function isNarrowed({ after: _, ...filters }: CallQuery): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

function dayOf(text: string | undefined): Date | null {
  const day = readUtcDay(text);
  return day === null ? null : startOfUtcDay(day);
}
