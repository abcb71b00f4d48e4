import { countIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { toByteText } from "../json-members.ts";
import { InvalidParam } from "../read-preferences.ts";
import { MAX_CHOICES, MAX_TOKENS, optionalInteger } from "../read-request.ts";
import { spliceBody } from "../splice-body.ts";
import { passReply } from "./pass-reply.ts";
import { openAiError, type Service } from "./service.ts";
import { tokenNumbers } from "./token-numbers.ts";

/** What OpenAI gives when nothing is asked, and what is told to endpoints, so that the hold covers it. */
const DEFAULT_TOKENS = 16;
/** Each a call of its own at the endpoint; more are sent in another request. */
const MAX_PROMPTS = 128;

/** Text completions, whole and streamed. Source: https://platform.openai.com/docs/api-reference/completions/create */
export const completions: Service = {
  name: "text completions",
  kind: "chat",
  streams: true,
  piece: null,
  tokenPrices: ["input", "output"],
  understand(body, bytes) {
    const prompts = countPrompts(body.prompt);
    const asked = { ...body };
    const each = Math.max(
      optionalInteger(asked, "n", MAX_CHOICES) ?? 1,
      optionalInteger(asked, "best_of", MAX_CHOICES) ?? 1,
    );
    const maxOutputTokens = optionalInteger(asked, "max_tokens", MAX_TOKENS) ?? DEFAULT_TOKENS;
    return { inputTokensBound: bytes, inputs: prompts, maxOutputTokens, choices: prompts * each, unitsBound: {} };
  },
  path: (dialect) => (dialect === "openai-chat" ? "/completions" : null),
  lacking: () => [],
  write(request, { model, maxOutputTokens }) {
    const { body, stream } = request;
    const given = countIn(body.max_tokens) ?? DEFAULT_TOKENS;
    const replaced = new Map([
      ["model", JSON.stringify(model)],
      ["max_tokens", String(Math.min(given, maxOutputTokens))],
    ]);
    if (stream)
      replaced.set("stream_options", JSON.stringify({ ...objectIn(body.stream_options), include_usage: true }));
    return spliceBody(request, replaced);
  },
  read: (_asked, { bytes }) =>
    passReply(bytes, "choices", (members) => {
      const choices = objectsIn(members.read("choices"));
      const texts = choices.map(({ text }) => textIn(text) ?? "");
      const reasons = choices.flatMap(({ finish_reason }) => textIn(finish_reason) ?? []);
      return {
        hasContent: texts.some((text) => text !== ""),
        finishReason: reasons.at(-1) ?? null,
        outputText: toByteText(JSON.stringify(texts.join("")).slice(1, -1)),
      };
    }),
  texts: ({ prompt }) => (Array.isArray(prompt) ? prompt : [prompt]).filter((one) => typeof one === "string"),
  estimate: ({ prompt }) => ({ input: tokenNumbers(prompt) }),
  error: openAiError,
};

function countPrompts(prompt: unknown): number {
  if (typeof prompt === "string" && prompt !== "") return 1;
  const list = Array.isArray(prompt) ? prompt : [];
  if (list.length > 0 && list.every((one) => Number.isSafeInteger(one))) return 1;
  const isList =
    list.length > 0 && list.every((one) => (typeof one === "string" || Array.isArray(one)) && one.length > 0);
  if (!isList) throw new InvalidParam("prompt", "`prompt` must be a text, or a non-empty array of texts or of tokens.");
  if (list.length > MAX_PROMPTS)
    throw new InvalidParam(
      "prompt",
      `\`prompt\` must be at most ${MAX_PROMPTS} texts; send the others in another call.`,
    );
  return list.length;
}
