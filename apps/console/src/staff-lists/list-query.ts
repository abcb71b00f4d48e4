import { readUtcDay, startOfUtcDay } from "../forms/utc-day.ts";

const DAY_MS = 86_400_000;

/** What a list of the desk shows, exactly as its address says it. */
export type ListQuery<State extends string> = {
  readonly state: State | null;
  /** A whole id, or part of a name. */
  readonly search: string | null;
  /** UTC days such as 2026-01-31, both included. */
  readonly from: string | null;
  readonly to: string | null;
  /** Id of the last line of the page before. */
  readonly after: string | null;
};

export type ListParams = { readonly [name in keyof ListQuery<string>]?: string | string[] };

/** What an address asks for; what it cannot mean does not narrow. */
export function readListQuery<State extends string>(params: ListParams, states: readonly State[]): ListQuery<State> {
  const text = (value: string | string[] | undefined) => (typeof value === "string" ? value.trim() : "");
  return {
    state: states.find((one) => one === params.state) ?? null,
    search: text(params.search).slice(0, 200) || null,
    from: readUtcDay(text(params.from)),
    to: readUtcDay(text(params.to)),
    after: text(params.after).slice(0, 100) || null,
  };
}

/** The address of a view, so that it can be shared. */
export function listHref(path: string, query: Partial<ListQuery<string>>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}

/** The query as the API takes it, a page apart. */
export function toListFilter<State extends string>({ state, search, from, to }: ListQuery<State>) {
  return {
    state,
    search,
    from: from === null ? null : startOfUtcDay(from),
    to: to === null ? null : new Date(startOfUtcDay(to).getTime() + DAY_MS),
  };
}
