import type { Directive } from "./directive.ts";

/** Token usage in the shape of the chat completions API. */
export type Usage = {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; audio_tokens: number };
  completion_tokens_details: {
    reasoning_tokens: number;
    audio_tokens: number;
    accepted_prediction_tokens: number;
    rejected_prediction_tokens: number;
    image_tokens?: number;
  };
};

export type TokenCounts = {
  prompt: number;
  cached: number;
  completion: number;
  reasoning: number;
  /** Of pictures, within the completion. */
  pictures?: number;
};

export function toUsage(counts: TokenCounts): Usage {
  return {
    prompt_tokens: counts.prompt,
    completion_tokens: counts.completion,
    total_tokens: counts.prompt + counts.completion,
    prompt_tokens_details: { cached_tokens: counts.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: counts.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
      ...(counts.pictures ? { image_tokens: Math.min(counts.pictures, counts.completion) } : {}),
    },
  };
}

/** How far off a scripted wrong report is, in tokens, on each side. */
const WRONG_BY = 1000;

/** The usage a scripted call reports: overridden, wrong, zero, or null when it is to be missing. */
export function reportedUsage(counts: TokenCounts, directive: Directive | undefined): Usage | null {
  const prompt = directive?.prompt_tokens ?? counts.prompt;
  const completion = directive?.completion_tokens ?? counts.completion;
  const overridden = {
    prompt,
    cached: directive?.cached_tokens ?? Math.min(counts.cached, prompt),
    completion,
    reasoning: Math.min(counts.reasoning, completion),
    ...(counts.pictures ? { pictures: counts.pictures } : {}),
  };
  switch (directive?.usage) {
    case "missing":
      return null;
    case "zero":
      return toUsage({ prompt: 0, cached: 0, completion: 0, reasoning: 0 });
    case "wrong":
      return toUsage({
        ...overridden,
        prompt: overridden.prompt + WRONG_BY,
        completion: overridden.completion + WRONG_BY,
      });
    default:
      return toUsage(overridden);
  }
}
