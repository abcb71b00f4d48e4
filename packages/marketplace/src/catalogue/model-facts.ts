/** What a registry of models says about one of them. */
export interface RegisteredModel {
  readonly id: string;
  readonly reasoning?: boolean;
  readonly tool_call?: boolean;
  readonly open_weights?: boolean;
  readonly release_date?: string;
  readonly modalities?: { readonly input?: readonly string[]; readonly output?: readonly string[] };
  readonly limit?: { readonly context?: number; readonly output?: number };
}

export interface ModelFacts {
  readonly contextLength: number | null;
  readonly maxOutputTokens: number | null;
  readonly inputModalities: readonly string[] | null;
  readonly outputModalities: readonly string[] | null;
  readonly tools: boolean | null;
  readonly reasoning: boolean | null;
  /** Whether the weights can be downloaded. */
  readonly openWeights: boolean | null;
  readonly releasedAt: Date | null;
}

/** Facts by model, whatever name a host gives it. */
export type FactsIndex = ReadonlyMap<string, ModelFacts>;

/**
 * Indexes what registries say.
 * @param trusted the first that knows a model is believed.
 * @param hosts asked about models nobody trusted knows. Hosts serve a model with less than it can do, so their largest limits count.
 */
export function indexFacts(trusted: readonly RegisteredModel[], hosts: readonly RegisteredModel[]): FactsIndex {
  const index = new Map<string, ModelFacts>();
  for (const model of trusted) {
    const key = slugKey(model.id);
    if (!index.has(key)) index.set(key, factsOf(model));
  }
  const believed = new Set(index.keys());
  for (const model of hosts) {
    const key = slugKey(model.id);
    if (believed.has(key)) continue;
    const facts = factsOf(model);
    const known = index.get(key) ?? facts;
    index.set(key, {
      ...known,
      contextLength: larger(known.contextLength, facts.contextLength),
      maxOutputTokens: larger(known.maxOutputTokens, facts.maxOutputTokens),
    });
  }
  return index;
}

function larger(a: number | null, b: number | null): number | null {
  return a !== null && b !== null ? Math.max(a, b) : (a ?? b);
}

/** One spelling for the names that hosts give a model: without author, with dashes for dots, without `-latest` and regions. */
export function slugKey(id: string): string {
  const slug = id.toLowerCase().split("/").at(-1) ?? "";
  return slug
    .replace(/^(?:us|eu|apac)\./, "")
    .replace(/^(?:amazon|anthropic|meta|mistral|cohere)\./, "")
    .replace(/-v\d+:0$/, "")
    .replace(/-latest$|-v1$/, "")
    .replaceAll(".", "-");
}

function factsOf(model: RegisteredModel): ModelFacts {
  return {
    contextLength: positive(model.limit?.context),
    maxOutputTokens: positive(model.limit?.output),
    inputModalities: model.modalities?.input?.map(modalityName) ?? null,
    outputModalities: model.modalities?.output?.map(modalityName) ?? null,
    tools: model.tool_call ?? null,
    reasoning: model.reasoning ?? null,
    openWeights: model.open_weights ?? null,
    releasedAt: utcDay(model.release_date),
  };
}

function positive(count: number | undefined): number | null {
  return count !== undefined && Number.isSafeInteger(count) && count > 0 ? count : null;
}

/** The API calls documents files. */
function modalityName(modality: string): string {
  return modality === "pdf" ? "file" : modality;
}

function utcDay(text: string | undefined): Date | null {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
}
