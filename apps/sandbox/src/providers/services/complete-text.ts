import { z } from "zod";
import { hashText, seededRandom } from "../seeded-random.ts";
import { countTokens, joinPieces, sumTokens, takeTokens, toPieces } from "../tokens.ts";
import { writeAnswer } from "../write-text.ts";
import { refused, type ServiceAnswer } from "./service-answer.ts";

const CompletionRequest = z.looseObject({
  model: z.string().min(1),
  prompt: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  max_tokens: z.number().int().min(1).default(16),
  n: z.number().int().min(1).max(16).default(1),
  stream: z.boolean().default(false),
});

/** OpenAI's text completions, whole or as a stream of one event a token. */
export function completeText(asked: unknown): ServiceAnswer {
  const parsed = CompletionRequest.safeParse(asked);
  if (!parsed.success) return refused(parsed.error);
  const { model, prompt, max_tokens: limit, n, stream } = parsed.data;
  const prompts = typeof prompt === "string" ? [prompt] : prompt;
  const answers = prompts.flatMap((one) =>
    Array.from({ length: n }, (_, copy) => {
      const random = seededRandom(hashText(one) + copy);
      return takeTokens(toPieces(writeAnswer({ prompt: one, providerName: "the sandbox", random })), limit);
    }),
  );
  const prompt_tokens = prompts.reduce((sum, one) => sum + countTokens(one), 0);
  const completion_tokens = answers.reduce((sum, { pieces }) => sum + sumTokens(pieces), 0);
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  const head = { id: `cmpl-${hashText(prompts.join())}`, object: "text_completion", created: 1_767_225_600, model };
  const ends = answers.map(({ cut }) => (cut ? "length" : "stop"));
  if (!stream) {
    const choices = answers.map(({ pieces }, index) => choice(joinPieces(pieces), index, ends[index] ?? "stop"));
    return { kind: "ok", body: { ...head, choices, usage } };
  }
  const chunks = answers.flatMap(({ pieces }, index) => [
    ...pieces.map(({ text }) => ({ ...head, choices: [choice(text, index, null)] })),
    { ...head, choices: [choice("", index, ends[index] ?? "stop")] },
  ]);
  const events = [...chunks, { ...head, choices: [], usage }].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  const bytes = new TextEncoder().encode(`${events.join("")}data: [DONE]\n\n`);
  return { kind: "bytes", bytes, contentType: "text/event-stream" };
}

function choice(text: string, index: number, finish_reason: string | null) {
  return { text, index, logprobs: null, finish_reason };
}
