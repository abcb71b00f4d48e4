import { type JsonObject, numberIn, objectsIn, textIn } from "../json-fields.ts";

/**
 * Probabilities as Cohere tells them, by pieces of text with one or more tokens, in OpenAI's words. Only the whole text of a piece is known, so that its
 * first token carries it. Alternatives are not told. Source: https://docs.cohere.com/reference/chat, LogprobItem
 */
export function readCohereLogprobs(items: unknown): Record<string, unknown>[] {
  const pieces: readonly JsonObject[] = Array.isArray(items) ? objectsIn(items) : objectsIn([items]);
  return pieces.flatMap(({ text, logprobs }) =>
    (Array.isArray(logprobs) ? logprobs : []).map((logprob: unknown, place) => {
      const token = place === 0 ? (textIn(text) ?? "") : "";
      return { token, logprob: numberIn(logprob) ?? 0, bytes: [...Buffer.from(token)], top_logprobs: [] };
    }),
  );
}
