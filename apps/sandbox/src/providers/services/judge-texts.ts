import { z } from "zod";
import { toVector } from "./embed.ts";
import { refused, type ServiceAnswer } from "./service-answer.ts";

const Document = z.union([z.string(), z.looseObject({ text: z.string() })]);
const RerankRequest = z.looseObject({
  model: z.string().min(1),
  query: z.string().min(1),
  documents: z.array(Document).min(1).max(10_000),
  top_n: z.number().int().min(1).optional(),
});

const DIMENSIONS = 64;
const DOCUMENTS_PER_SEARCH = 100;

/** Cohere's rerank: documents with words of the query come first. Billed by the search, as Cohere does. */
export function rerank(asked: unknown): ServiceAnswer {
  const parsed = RerankRequest.safeParse(asked);
  if (!parsed.success) return refused(parsed.error);
  const { query, documents, top_n: top } = parsed.data;
  const wanted = toVector(query, DIMENSIONS);
  const results = documents
    .map((document, index) => {
      const vector = toVector(typeof document === "string" ? document : document.text, DIMENSIONS);
      const likeness = vector.reduce((sum, value, at) => sum + value * (wanted[at] ?? 0), 0);
      return { index, relevance_score: Math.round(((likeness + 1) / 2) * 1e6) / 1e6 };
    })
    .sort((a, b) => b.relevance_score - a.relevance_score)
    .slice(0, top ?? documents.length);
  const search_units = Math.ceil(documents.length / DOCUMENTS_PER_SEARCH);
  return { kind: "ok", body: { id: "rank-demo", results, meta: { billed_units: { search_units } } } };
}

const Part = z.looseObject({ type: z.string(), text: z.string().optional() });
const ModerationRequest = z.looseObject({
  model: z.string().optional(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1), z.array(Part).min(1)]),
});

const WORDS: Readonly<Record<string, RegExp>> = {
  violence: /\b(?:kill|murder|stab|bomb)\w*/i,
  harassment: /\b(?:idiot|loser|worthless)\w*/i,
  "self-harm": /\b(?:suicide|self-harm)\b/i,
};

/** OpenAI's moderations, by a handful of words. */
export function moderate(asked: unknown): ServiceAnswer {
  const parsed = ModerationRequest.safeParse(asked);
  if (!parsed.success) return refused(parsed.error);
  const { input, model = "omni-moderation-latest" } = parsed.data;
  const inputs = typeof input === "string" ? [input] : input;
  const isParts = inputs.some((one) => typeof one !== "string");
  const texts = inputs.map((one) => (typeof one === "string" ? one : (one.text ?? "")));
  const results = (isParts ? [texts.join("\n")] : texts).map((text) => {
    const found = Object.entries(WORDS).map(([name, words]) => [name, words.test(text)] as const);
    return {
      flagged: found.some(([, hit]) => hit),
      categories: Object.fromEntries(found),
      category_scores: Object.fromEntries(found.map(([name, hit]) => [name, hit ? 0.98 : 0.01])),
    };
  });
  return { kind: "ok", body: { id: "modr-demo", model, results } };
}
