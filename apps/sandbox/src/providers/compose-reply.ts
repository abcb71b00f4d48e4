import { type ChatRequest, lastUserMessage, messageText } from "./chat-request.ts";
import { composeToolCalls, type ToolCallPlan } from "./compose-tool-calls.ts";
import type { Directive } from "./directive.ts";
import type { ProviderProfile } from "./profiles.ts";
import { hashText, seededRandom } from "./seeded-random.ts";
import { paintPicture } from "./services/paint.ts";
import { exactPieces, joinPieces, type Piece, sumTokens, takeTokens, toPieces } from "./tokens.ts";
import { topicWords } from "./topic-words.ts";
import { valueForSchema } from "./value-for-schema.ts";
import { type Writing, writeAnswer, writeReasoning, writeToolAnswer } from "./write-text.ts";

/** One finished choice, still in token pieces so that it can be sent whole or streamed. */
export type ChoicePlan = {
  reasoning: Piece[];
  content: Piece[];
  toolCalls: ToolCallPlan[];
  /** Pictures, base64 of PNG. */
  pictures: string[];
  finishReason: string;
};

export type ReplyPlan = {
  choices: ChoicePlan[];
  completionTokens: number;
  reasoningTokens: number;
  pictureTokens: number;
};

/** Words of reasoning by effort; about as many tokens. */
const REASONING_WORDS: Record<string, number> = { minimal: 15, low: 40, medium: 110, high: 240, xhigh: 400 };

/** What the vendor counts a picture of 1024 by 1024 as. */
export const TOKENS_PER_PICTURE = 1_290;

/** What the calling format itself costs per tool call. */
const TOKENS_PER_TOOL_CALL = 7;

/** Writes the whole reply before anything is sent; the same request gets the same reply. */
export function composeReply(
  request: ChatRequest,
  profile: ProviderProfile,
  directive: Directive | undefined,
): ReplyPlan {
  const seed = hashText(JSON.stringify([request.messages, request.model, request.seed ?? 0, profile.slug]));
  const choices = Array.from({ length: request.n ?? 1 }, (_, index) =>
    composeChoice(request, profile, { directive, seed: seed + index }),
  );
  const reasoningTokens = choices.reduce((sum, choice) => sum + sumTokens(choice.reasoning), 0);
  const answerTokens = choices.reduce((sum, choice) => sum + sumTokens(choice.content) + toolTokens(choice), 0);
  const pictureTokens = choices.reduce((sum, { pictures }) => sum + pictures.length * TOKENS_PER_PICTURE, 0);
  return { choices, reasoningTokens, pictureTokens, completionTokens: reasoningTokens + answerTokens + pictureTokens };
}

function paints({ modalities }: ChatRequest): boolean {
  return modalities?.includes("image") === true;
}

function toolTokens(choice: ChoicePlan): number {
  return choice.toolCalls.reduce(
    (sum, call) => sum + TOKENS_PER_TOOL_CALL + call.nameTokens + sumTokens(call.arguments),
    0,
  );
}

type Script = { directive: Directive | undefined; seed: number };

function composeChoice(request: ChatRequest, profile: ProviderProfile, script: Script): ChoicePlan {
  const { directive } = script;
  const prompt = messageText(lastUserMessage(request.messages));
  const writing: Writing = { prompt, providerName: profile.name, random: seededRandom(script.seed) };
  const scripted = directive?.tokens !== undefined || directive?.text !== undefined || directive?.empty === true;
  const toolCalls = scripted ? [] : composeToolCalls(request, writing.random);
  const full = toolCalls.length > 0 ? [] : composeContent(request, writing, directive);
  const stopped = directive?.tokens === undefined ? applyStop(full, request.stop) : full;

  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  const reasoning = takeTokens(composeReasoning(request, writing, directive), limit);
  const content = fitTokens(stopped, limit - sumTokens(reasoning.pieces), directive?.tokens !== undefined);
  const cut = reasoning.cut || content.cut;
  const natural = toolCalls.length > 0 ? "tool_calls" : "stop";
  return {
    reasoning: reasoning.pieces,
    content: content.pieces,
    toolCalls,
    pictures: paints(request) && toolCalls.length === 0 ? [paintPicture(prompt, script.seed)] : [],
    finishReason: directive?.finish ?? (cut ? "length" : natural),
  };
}

function composeContent(request: ChatRequest, writing: Writing, directive: Directive | undefined): Piece[] {
  if (directive?.empty === true) {
    return [];
  }
  if (directive?.tokens !== undefined) {
    return exactPieces(directive.tokens);
  }
  if (directive?.text !== undefined) {
    return toPieces(directive.text);
  }
  const format = request.response_format;
  if (format?.type === "json_schema") {
    return toPieces(JSON.stringify(valueForSchema(format.json_schema?.schema, writing.prompt, writing.random)));
  }
  if (format?.type === "json_object") {
    const topics = topicWords(writing.prompt, 5);
    return toPieces(JSON.stringify({ topic: topics[0] ?? "general", summary: topics.join(" "), points: topics }));
  }
  const afterUser = request.messages.slice(request.messages.findLastIndex((message) => message.role === "user") + 1);
  const results = afterUser.filter((message) => message.role === "tool").map(messageText);
  return toPieces(results.length > 0 ? writeToolAnswer(writing, results) : writeAnswer(writing));
}

function composeReasoning(request: ChatRequest, writing: Writing, directive: Directive | undefined): Piece[] {
  if (directive?.reasoning_tokens !== undefined) {
    return exactPieces(directive.reasoning_tokens);
  }
  const words = REASONING_WORDS[request.reasoning_effort ?? "none"];
  return words === undefined ? [] : toPieces(writeReasoning(writing, words));
}

function applyStop(pieces: Piece[], stop: ChatRequest["stop"]): Piece[] {
  const marks = (typeof stop === "string" ? [stop] : (stop ?? [])).filter((mark) => mark !== "");
  const text = joinPieces(pieces);
  const positions = marks.map((mark) => text.indexOf(mark)).filter((position) => position >= 0);
  return positions.length === 0 ? pieces : toPieces(text.slice(0, Math.min(...positions)));
}

/** Cuts to a number of tokens such that counting the emitted text again gives the same number. */
function fitTokens(pieces: Piece[], limit: number, exact: boolean): { pieces: Piece[]; cut: boolean } {
  const taken = takeTokens(pieces, Math.max(0, limit));
  if (!taken.cut || exact) {
    return taken;
  }
  const recounted = toPieces(joinPieces(taken.pieces));
  return { pieces: takeTokens(recounted, limit).pieces, cut: true };
}
