/** Which test calls of an app a page shows, exactly as its address says it. */
export interface TestCallQuery {
  readonly key?: string | undefined;
  readonly model?: string | undefined;
  readonly ended?: "answered" | "errors" | undefined;
  readonly page: number;
}

type Params = Readonly<Record<string, string | string[] | undefined>>;

const MOST_CHARACTERS = 200;

/** Reads an address; what makes no sense there is left out. */
export function readTestCallQuery(params: Params): TestCallQuery {
  const text = (name: string) =>
    typeof params[name] === "string" ? params[name].trim().slice(0, MOST_CHARACTERS) : "";
  const page = Number(text("page"));
  const ended = text("ended");
  return {
    key: text("key") || undefined,
    model: text("model") || undefined,
    ended: ended === "answered" || ended === "errors" ? ended : undefined,
    page: Number.isInteger(page) && page >= 1 && page <= 100 ? page : 1,
  };
}

/** The first page and what is not narrowed are left out. */
export function writeTestCallQuery({ page, ...query }: TestCallQuery): string {
  const entries = Object.entries({ ...query, page: page > 1 ? String(page) : undefined });
  const said = entries.filter((entry): entry is [string, string] => Boolean(entry[1]));
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`;
}

export function isNarrowed({ key, model, ended }: TestCallQuery): boolean {
  return key !== undefined || model !== undefined || ended !== undefined;
}
