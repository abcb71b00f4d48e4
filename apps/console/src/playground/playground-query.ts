import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

/** What the address of the playground says: models side by side and their settings. Conversations are not part of it. */
export interface PlaygroundQuery {
  readonly models: readonly string[];
  readonly settings: Settings;
}

/** Side by side there is room for this many. */
export const MOST_MODELS = 3;
const MOST_CHARACTERS = 2_000;
const SORTS = ["price", "latency", "throughput"] as const;

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Reads an address; what makes no sense is left out. @param known models that are offered now. */
export function readPlaygroundQuery(params: Params, known: ReadonlySet<string>): PlaygroundQuery {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" && value.length <= MOST_CHARACTERS ? value : "";
  };
  const number = (name: string, least: number, most: number) => {
    const value = Number(text(name));
    return text(name) !== "" && value >= least && value <= most ? value : null;
  };
  const models = text("models")
    .split(",")
    .filter((model) => known.has(model));
  return {
    models: [...new Set(models)].slice(0, MOST_MODELS),
    settings: {
      ...DEFAULT_SETTINGS,
      system: text("system"),
      temperature: number("temperature", 0, 2),
      topP: number("top_p", 0, 1),
      maxTokens: number("max_tokens", 1, 1_000_000),
      sort: SORTS.find((sort) => sort === text("sort")) ?? null,
    },
  };
}

/** Writes the address's query, so that a link opens the same models with the same settings. */
export function writePlaygroundQuery({ models, settings }: PlaygroundQuery): string {
  const entries: [string, string | number | null][] = [
    ["models", models.join(",")],
    ["system", settings.system.length <= MOST_CHARACTERS ? settings.system : ""],
    ["temperature", settings.temperature],
    ["top_p", settings.topP],
    ["max_tokens", settings.maxTokens],
    ["sort", settings.sort],
  ];
  const set = entries.flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, String(value)]]));
  return `?${new URLSearchParams(set)}`;
}
