import { numberIn, objectIn, objectsIn, textIn } from "../json-fields.ts";

/** Probabilities of tokens as Gemini tells them, in OpenAI's words. Source: https://ai.google.dev/api/generate-content#LogprobsResult */
export function readGeminiLogprobs(result: unknown): Record<string, unknown>[] {
  const { chosenCandidates, topCandidates } = objectIn(result);
  const others = objectsIn(topCandidates).map(({ candidates }) => objectsIn(candidates).map(readToken));
  return objectsIn(chosenCandidates).map((chosen, place) => ({
    ...readToken(chosen),
    top_logprobs: others[place] ?? [],
  }));
}

function readToken(candidate: unknown): Record<string, unknown> {
  const { token, logProbability } = objectIn(candidate);
  const text = textIn(token) ?? "";
  return { token: text, logprob: numberIn(logProbability) ?? 0, bytes: [...Buffer.from(text)] };
}

/** The same the other way; empty for none. */
export function writeGeminiLogprobs(content: readonly unknown[]): Record<string, unknown> {
  if (content.length === 0) return {};
  const tokens = content.map(objectIn);
  return {
    logprobsResult: {
      chosenCandidates: tokens.map(writeToken),
      topCandidates: tokens.map(({ top_logprobs }) => ({ candidates: objectsIn(top_logprobs).map(writeToken) })),
    },
  };
}

function writeToken(of: unknown): Record<string, unknown> {
  const { token, logprob } = objectIn(of);
  return { token: textIn(token) ?? "", logProbability: numberIn(logprob) ?? 0 };
}
