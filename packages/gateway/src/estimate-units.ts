import type { Part } from "./conversation/conversation.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { isRecord } from "./is-record.ts";
import { fromByteText } from "./json-members.ts";
import { isService, SERVICES } from "./services/services.ts";
import { conversationOf } from "./surfaces.ts";
import type { MeteredUnits } from "./usage-units.ts";

/** What Google counts a picture of 1024 by 1024 as. Source: https://ai.google.dev/gemini-api/docs/pricing */
export const TOKENS_PER_PICTURE = 1_290;

export type TokenCounter = (text: string) => number;

/** Text that is really tokenized; beyond it the ratio of the counted part is used, so that an estimate never blocks the process. */
const COUNTED_CHARACTERS = 128 * 1024;
/** What chat templates add per message and once per request (OpenAI's published figures). */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_PER_REQUEST = 3;

/** What of a request tells how long its prompt is. */
export type Prompt = Pick<InferenceRequest, "surface" | "body">;

export interface EstimateInput {
  readonly prompt: Prompt;
  /** Generated text, JSON-escaped byte text, as the taps collect it. */
  readonly outputText: string;
  /** Escaped characters generated beyond `outputText`. */
  readonly outputBeyond: number;
  /** Pictures in the answer. */
  readonly pictures?: number;
  readonly countTokens: TokenCounter;
}

/** Counts what a call used when the endpoint did not say. Receipts label it `usage_source = estimated`. */
export function estimateUnits(input: EstimateInput): MeteredUnits {
  const { countTokens } = input;
  const outputTokens = countOutput(input.outputText, countTokens);
  const beyond = input.outputText.length === 0 ? 0 : input.outputBeyond / input.outputText.length;
  return {
    input: countPrompt(input.prompt, countTokens),
    output: Math.ceil(outputTokens * (1 + beyond)),
    ...(input.pictures && { output_image: input.pictures * TOKENS_PER_PICTURE }),
  };
}

/** Tokens of generated text. @param outputText JSON-escaped byte text, as the taps collect it. */
export function countOutput(outputText: string, countTokens: TokenCounter): number {
  return countBounded(decodeOutput(outputText), countTokens);
}

/** Tokens of a prompt's text, and what a chat template adds to them. */
export function countPrompt(prompt: Prompt, countTokens: TokenCounter): number {
  const { texts, overhead } = promptOf(prompt);
  return overhead + countBounded(texts.join("\n"), countTokens);
}

/** Tokens of texts, none of which has a template around it. */
export function countTexts(texts: readonly string[], countTokens: TokenCounter): number {
  return texts.reduce((sum, text) => sum + countBounded(text, countTokens), 0);
}

/** Characters of the prompt's text. */
export function promptCharacters(prompt: Prompt): number {
  return promptOf(prompt).texts.reduce((sum, text) => sum + text.length, 0);
}

interface PromptTexts {
  readonly texts: string[];
  readonly overhead: number;
}

/** The texts a prompt is made of, and what the chat template adds to their tokens. */
function promptOf({ surface, body }: Prompt): PromptTexts {
  if (surface === "openai-chat") return chatPrompt(body);
  if (isService(surface)) return { texts: SERVICES[surface].texts(body), overhead: 0 };
  const { system, turns, tools } = conversationOf(surface, body);
  const texts = system.flatMap(textsOf);
  for (const { role, parts } of turns) texts.push(role, ...parts.flatMap(textsOf));
  if (tools.length > 0) texts.push(JSON.stringify(tools));
  return { texts, overhead: TOKENS_PER_REQUEST + TOKENS_PER_MESSAGE * (turns.length + (system.length > 0 ? 1 : 0)) };
}

function textsOf(part: Part): string[] {
  switch (part.kind) {
    case "text":
    case "reasoning":
      return [part.text];
    case "tool_call":
      return [part.name, part.arguments];
    case "tool_result":
      return part.parts.flatMap(textsOf);
    default:
      return [];
  }
}

function chatPrompt(body: Readonly<Record<string, unknown>>): PromptTexts {
  let overhead = TOKENS_PER_REQUEST;
  const texts: string[] = [];
  for (const message of Array.isArray(body.messages) ? body.messages : []) {
    overhead += TOKENS_PER_MESSAGE;
    if (isRecord(message)) collectTexts(message, texts);
  }
  if (Array.isArray(body.tools)) texts.push(JSON.stringify(body.tools));
  return { texts, overhead };
}

function collectTexts(message: Record<string, unknown>, texts: string[]): void {
  texts.push(String(message.role));
  if (typeof message.content === "string") texts.push(message.content);
  if (Array.isArray(message.content)) {
    for (const part of message.content) if (isRecord(part) && typeof part.text === "string") texts.push(part.text);
  }
  if (Array.isArray(message.tool_calls)) texts.push(JSON.stringify(message.tool_calls));
}

function countBounded(text: string, countTokens: TokenCounter): number {
  if (text.length <= COUNTED_CHARACTERS) return countTokens(text);
  const counted = countTokens(text.slice(0, COUNTED_CHARACTERS));
  return Math.ceil((counted * text.length) / COUNTED_CHARACTERS);
}

function decodeOutput(bytes: string): string {
  try {
    return String(JSON.parse(`"${fromByteText(bytes)}"`));
  } catch {
    return fromByteText(bytes);
  }
}
