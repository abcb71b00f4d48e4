import { findProvider } from "@pydantic/genai-prices";
import { type ModelKind, modelKind } from "@tollgate/gateway/model-kind";
import { parseUsd } from "@tollgate/money/nano";
import type { UsageBucket } from "@tollgate/pricing/usage-units";
import type { UnitPrices } from "@tollgate/pricing/versions";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { listServicePrice } from "./list-price.ts";
import { authorName } from "./model-authors.ts";

/** A model that does something else than answer in text. */
interface ServiceModel {
  readonly id: string;
  readonly name: string;
  readonly input: readonly string[];
  readonly output: string;
  /** Tokens; of each input where a call has several. */
  readonly contextLength: number;
  readonly released?: string;
  /** Where the price data packages list it, or its published price in USD per million units. */
  readonly price: { readonly list: string; readonly model: string } | Readonly<Partial<Record<UsageBucket, string>>>;
}

/**
 * The price packages list some of these without saying what they are, and leave out those that are not priced by token, so they are named here.
 * Prices beside them: https://cohere.com/pricing, https://openai.com/api/pricing, https://bfl.ai/pricing
 */
const SERVICE_MODELS: readonly ServiceModel[] = [
  {
    id: "openai/text-embedding-3-small",
    name: "Text Embedding 3 Small",
    input: ["text"],
    output: "embeddings",
    contextLength: 8_192,
    released: "2024-01-25",
    price: { list: "openai", model: "text-embedding-3-small" },
  },
  {
    id: "openai/text-embedding-3-large",
    name: "Text Embedding 3 Large",
    input: ["text"],
    output: "embeddings",
    contextLength: 8_192,
    released: "2024-01-25",
    price: { list: "openai", model: "text-embedding-3-large" },
  },
  {
    id: "google/gemini-embedding-001",
    name: "Gemini Embedding 001",
    input: ["text"],
    output: "embeddings",
    contextLength: 2_048,
    released: "2025-07-14",
    price: { list: "google", model: "gemini-embedding-001" },
  },
  {
    id: "cohere/embed-v4.0",
    name: "Embed 4",
    input: ["text"],
    output: "embeddings",
    contextLength: 128_000,
    released: "2025-04-15",
    price: { list: "cohere", model: "embed-v4.0" },
  },
  {
    id: "cohere/rerank-v3.5",
    name: "Rerank 3.5",
    input: ["text"],
    output: "rerank",
    contextLength: 4_096,
    released: "2024-12-02",
    price: { search: "2000" },
  },
  {
    id: "openai/omni-moderation-latest",
    name: "Omni Moderation",
    input: ["text", "image"],
    output: "moderation",
    contextLength: 32_768,
    released: "2024-09-26",
    // OpenAI asks nothing for it, and a price list cannot be empty.
    price: { input: "0" },
  },
  {
    id: "openai/gpt-image-1",
    name: "GPT Image 1",
    input: ["text"],
    output: "image",
    contextLength: 32_000,
    released: "2025-04-23",
    price: { list: "openai", model: "gpt-image-1" },
  },
  {
    id: "black-forest-labs/flux-1.1-pro",
    name: "FLUX 1.1 Pro",
    input: ["text"],
    output: "image",
    contextLength: 512,
    released: "2024-10-02",
    price: { image: "40000" },
  },
  {
    id: "openai/tts-1",
    name: "TTS 1",
    input: ["text"],
    output: "audio",
    contextLength: 4_096,
    released: "2023-11-06",
    price: { character: "15" },
  },
  {
    id: "openai/whisper-1",
    name: "Whisper 1",
    input: ["audio"],
    output: "transcription",
    contextLength: 16_000,
    released: "2023-03-01",
    price: { list: "openai", model: "whisper-1" },
  },
  {
    id: "openai/gpt-4o-mini-transcribe",
    name: "GPT-4o mini Transcribe",
    input: ["audio"],
    output: "transcription",
    contextLength: 16_000,
    released: "2025-03-20",
    price: { list: "openai", model: "gpt-4o-mini-transcribe" },
  },
];

/** What a model of each kind makes of what it reads. */
const GIVES: Readonly<Record<Exclude<ModelKind, "chat">, string>> = {
  embedding: "turns texts into vectors",
  rerank: "orders documents by how well they answer a query",
  moderation: "says what in a text or picture may be harmful",
  image: "makes pictures from a description",
  speech: "reads a text aloud",
  transcription: "writes down what is said in a recording",
};

/** Models that are no chat models, sorted by id, each with a price for all it can come to. */
export function serviceCatalogue(at: Date): CatalogueEntry[] {
  return SERVICE_MODELS.flatMap((model): CatalogueEntry[] => {
    const prices = pricesOf(model, at);
    if (prices === null) return [];
    const [author = ""] = model.id.split("/");
    return [
      {
        id: model.id,
        name: model.name,
        author,
        description: describe(model, author),
        contextLength: model.contextLength,
        maxOutputTokens: null,
        inputModalities: model.input,
        outputModalities: [model.output],
        features: [],
        releasedAt: model.released === undefined ? null : new Date(`${model.released}T00:00:00Z`),
        prices,
      },
    ];
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function describe({ name, output, contextLength }: ServiceModel, author: string): string {
  const kind = modelKind([output]);
  const gives = kind === "chat" ? "answers in text" : GIVES[kind];
  const reads = contextLength > 0 ? `, up to ${contextLength.toLocaleString("en-US")} tokens each` : "";
  return `${name} by ${authorName(author) ?? author} ${gives}${kind === "embedding" ? reads : ""}.`;
}

/** `null` when the price packages do not know it any more. */
function pricesOf({ price }: ServiceModel, at: Date): UnitPrices | null {
  if ("list" in price) {
    const listed = findProvider({ providerId: price.list })?.models.find(({ id }) => id === price.model);
    return listed ? listServicePrice(listed.prices, at) : null;
  }
  const prices: UnitPrices = {};
  for (const [bucket, usd] of Object.entries(price)) {
    const nano = parseUsd(usd);
    if (nano === null) throw new RangeError(`not a price: ${usd}`);
    Object.assign(prices, { [bucket]: nano });
  }
  return prices;
}
