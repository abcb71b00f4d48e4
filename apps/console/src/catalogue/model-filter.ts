import { z } from "zod";

export const SORTS = [
  { value: "name", label: "Name, A to Z" },
  { value: "input", label: "Input price, low first" },
  { value: "output", label: "Output price, low first" },
  { value: "context", label: "Context, long first" },
  { value: "newest", label: "Newest" },
] as const;

export const CONTEXTS = [
  { value: "32000", label: "32K and more" },
  { value: "128000", label: "128K and more" },
  { value: "200000", label: "200K and more" },
  { value: "1000000", label: "1M and more" },
] as const;

/** Highest input price in USD per million tokens. */
export const PRICES = [
  { value: "0.1", label: "Up to $0.10" },
  { value: "0.5", label: "Up to $0.50" },
  { value: "1", label: "Up to $1" },
  { value: "3", label: "Up to $3" },
  { value: "10", label: "Up to $10" },
] as const;

/** Kinds of models, by what they give. */
export const KINDS = [
  { value: "chat", label: "Text" },
  { value: "image", label: "Images" },
  { value: "speech", label: "Speech" },
  { value: "transcription", label: "Transcripts" },
  { value: "embedding", label: "Embeddings" },
  { value: "rerank", label: "Ranking" },
  { value: "moderation", label: "Moderation" },
] as const;

/** The least private policy that will do. */
export const POLICIES = [
  { value: "no_training", label: "No training" },
  { value: "zero_retention", label: "Keeps nothing" },
] as const;

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const word = z.preprocess(first, z.string().trim().max(100)).catch("");
const words = word.transform((text) => [...new Set(text.split(",").filter(Boolean))].sort());
const oneOf = <T extends string>(options: readonly { readonly value: T }[]) =>
  z.preprocess(
    first,
    z.custom<T>((value) => options.some((option) => option.value === value)),
  );

/** What the address of the model list says; what it says wrongly is left out, so that an old link still shows models. */
export const ModelFilter = z.object({
  q: word,
  author: word,
  /** Slug of one who serves it. */
  provider: word,
  kind: oneOf(KINDS).optional().catch(undefined),
  features: words,
  /** What it must be able to read besides text. */
  reads: words,
  policy: oneOf(POLICIES).optional().catch(undefined),
  context: oneOf(CONTEXTS).optional().catch(undefined),
  price: oneOf(PRICES).optional().catch(undefined),
  sort: oneOf(SORTS).catch("name"),
  page: z.preprocess(first, z.coerce.number().int().min(1).max(1_000)).catch(1),
});
export type ModelFilter = z.output<typeof ModelFilter>;

/** The address of a filter: only what differs from the plain list, always in the same order. */
export function filterQuery(filter: ModelFilter): string {
  const query = new URLSearchParams();
  if (filter.q) query.set("q", filter.q);
  if (filter.author) query.set("author", filter.author);
  if (filter.provider) query.set("provider", filter.provider);
  if (filter.kind) query.set("kind", filter.kind);
  if (filter.features.length > 0) query.set("features", filter.features.join(","));
  if (filter.reads.length > 0) query.set("reads", filter.reads.join(","));
  if (filter.policy) query.set("policy", filter.policy);
  if (filter.context) query.set("context", filter.context);
  if (filter.price) query.set("price", filter.price);
  if (filter.sort !== "name") query.set("sort", filter.sort);
  if (filter.page > 1) query.set("page", String(filter.page));
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** The same list with nothing left out. */
export function unfiltered({ sort }: ModelFilter): ModelFilter {
  return { ...ModelFilter.parse({}), sort };
}

/** How many things narrow the list. */
export function countFilters(filter: ModelFilter): number {
  const { q, author, provider, kind, policy, context, price, features, reads } = filter;
  const single = [q, author, provider, kind, policy, context, price].filter(Boolean);
  return single.length + features.length + reads.length;
}
