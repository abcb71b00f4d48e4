import type { CatalogueEntry } from "./catalogue-entry.ts";
import { describeModel } from "./describe-model.ts";
import { type FamilyFacts, familyFacts } from "./family-facts.ts";
import { listPrice, type PublishedPriceList } from "./list-price.ts";
import { authorName } from "./model-authors.ts";
import { type FactsIndex, type ModelFacts, slugKey } from "./model-facts.ts";
import { modelName } from "./model-name.ts";

/** A model of the price catalogue, under its `author/slug`. */
export interface PricedModel {
  readonly id: string;
  readonly name?: string;
  readonly context_window?: number;
  readonly prices: PublishedPriceList;
}

export interface CatalogueSources {
  readonly priced: readonly PricedModel[];
  readonly facts: FactsIndex;
  /** Context windows by slug key, for models without one in `priced` and `facts`. */
  readonly contexts: ReadonlyMap<string, number>;
}

/** Variants that differ only in billing (`:free`), moving aliases (`~`), and models that do not answer in text. */
const NOT_TEXT_MODELS =
  /[:~]|-image|audio|lyria|voxtral|-guard|safeguard|search-preview|deep-research|codellama|multi-agent/;

/** A smaller context is how one host runs a model, not what the model can do. */
const MIN_CONTEXT = 4_000;

/**
 * Turns price and model data into our catalogue, sorted by id. Takes models of known authors that have a positive price for input and
 * output and a known context; a model about which one of them is unknown is left out, never guessed.
 */
export function buildCatalogue({ priced, facts, contexts }: CatalogueSources, at: Date): CatalogueEntry[] {
  const entries = new Map<string, CatalogueEntry>();
  for (const model of priced) {
    const [author = "", slug = ""] = model.id.split("/");
    const byName = authorName(author);
    if (!slug || byName === null || entries.has(model.id)) continue;
    const key = slugKey(model.id);
    const known = facts.get(key);
    const prices = listPrice(model.prices, at);
    const contextLength = model.context_window ?? known?.contextLength ?? contexts.get(key);
    if (prices === null || contextLength === undefined || contextLength < MIN_CONTEXT || !answersInText(known))
      continue;
    const paints = prices.output_image !== undefined;
    if (NOT_TEXT_MODELS.test(paints ? model.id.replace("-image", "") : model.id)) continue;
    const abilities = abilitiesOf(known, paints ? PAINTS : familyFacts(model.id));
    const name = modelName(slug, model.name);
    entries.set(model.id, {
      id: model.id,
      name,
      author,
      description: describeModel({ name, contextLength, ...abilities }, byName),
      contextLength,
      maxOutputTokens: known?.maxOutputTokens ? Math.min(known.maxOutputTokens, contextLength) : null,
      ...abilities,
      outputModalities: paints ? ["text", "image"] : ["text"],
      releasedAt: known?.releasedAt ?? null,
      prices,
    });
  }
  return [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function answersInText(known: ModelFacts | undefined): boolean {
  return known?.outputModalities?.includes("text") ?? true;
}

/** A model that gives pictures shares its family's name and not its abilities: tools and schemas are for those that are known to have them. */
const PAINTS: FamilyFacts = { image: true, tools: false, structuredOutput: false, reasoning: false };

function abilitiesOf(
  known: ModelFacts | undefined,
  family: FamilyFacts,
): { inputModalities: string[]; features: string[] } {
  const inputModalities = [...(known?.inputModalities ?? (family.image ? ["text", "image"] : ["text"]))];
  const features = [
    ...(known?.openWeights ? ["open_weights"] : []),
    ...((known?.reasoning ?? family.reasoning) ? ["reasoning"] : []),
    ...(family.structuredOutput ? ["structured_output"] : []),
    ...((known?.tools ?? family.tools) ? ["tools"] : []),
    ...(inputModalities.includes("image") ? ["vision"] : []),
  ];
  return { inputModalities, features };
}
