import type { ModelFilter } from "./model-filter.ts";

type Range = { readonly fromNano: bigint; readonly toNano: bigint };

/** The facts of a model that a list is narrowed and sorted by. */
export type ListedModel = {
  readonly id: string;
  readonly name: string;
  readonly author: string;
  readonly contextLength: number;
  readonly kind: string;
  readonly features: readonly string[];
  readonly inputModalities: readonly string[];
  readonly providers: readonly { readonly slug: string; readonly dataPolicy: string }[];
  readonly releasedAt: Date | null;
  readonly input: Range | null;
  readonly output: Range | null;
};

/** Models that match a filter, in its order; equal ones by id, so that pages never overlap. */
export function filterModels<Model extends ListedModel>(models: readonly Model[], filter: ModelFilter): Model[] {
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  const minContext = Number(filter.context ?? 0);
  const maxInputNano = filter.price === undefined ? null : BigInt(Math.round(Number(filter.price) * 1e9));
  return models
    .filter((model) => {
      const text = `${model.id} ${model.name}`.toLowerCase();
      return (
        words.every((word) => text.includes(word)) &&
        (filter.author === "" || model.author === filter.author) &&
        (filter.kind === undefined || model.kind === filter.kind) &&
        filter.features.every((feature) => model.features.includes(feature)) &&
        filter.reads.every((modality) => model.inputModalities.includes(modality)) &&
        isServedSo(model, filter) &&
        model.contextLength >= minContext &&
        (maxInputNano === null || (model.input !== null && model.input.fromNano <= maxInputNano))
      );
    })
    .sort((a, b) => ORDER[filter.sort](a, b) || (a.id < b.id ? -1 : 1));
}

/** Provider and policy hold for the same endpoint: another's promise helps nobody. */
function isServedSo({ providers }: ListedModel, { provider, policy }: ModelFilter): boolean {
  if (provider === "" && policy === undefined) return true;
  return providers.some(
    ({ slug, dataPolicy }) =>
      (provider === "" || slug === provider) &&
      (policy === undefined || dataPolicy === "zero_retention" || dataPolicy === policy),
  );
}

const ORDER: Readonly<Record<ModelFilter["sort"], (a: ListedModel, b: ListedModel) => number>> = {
  name: (a, b) => a.name.localeCompare(b.name, "en"),
  input: (a, b) => comparePrices(a.input, b.input),
  output: (a, b) => comparePrices(a.output, b.output),
  context: (a, b) => b.contextLength - a.contextLength,
  newest: (a, b) => (b.releasedAt?.getTime() ?? 0) - (a.releasedAt?.getTime() ?? 0),
};

/** By the lowest offer; a model without such a price comes last. */
function comparePrices(a: Range | null, b: Range | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.fromNano < b.fromNano ? -1 : Number(a.fromNano > b.fromNano);
}
