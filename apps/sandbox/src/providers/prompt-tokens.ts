import type { ChatRequest, Message } from "./chat-request.ts";
import { tokenize } from "./tokens.ts";

/** Every message costs these on top of its text: the role marker and the two separators of the chat format. */
const TOKENS_PER_MESSAGE = 3;
/** The answer is primed with the assistant's role marker. */
const TOKENS_FOR_REPLY = 3;
/** What a low-detail image costs; the simulator does not look at pictures. */
const TOKENS_PER_IMAGE = 85;

/**
 * The prompt as one token sequence, counted the way OpenAI's cookbook describes: text plus a fixed overhead per message.
 * Overheads are stand-in numbers below zero, so that they take part in prefix comparison without matching any text.
 */
export function promptTokens(request: ChatRequest): number[] {
  const tokens: number[] = [];
  if (request.tools?.length) {
    pushAll(tokens, tokenize(JSON.stringify(request.tools)));
  }
  for (const message of request.messages) {
    pushMessage(tokens, message);
  }
  pushFiller(tokens, TOKENS_FOR_REPLY, -4);
  return tokens;
}

function pushMessage(tokens: number[], message: Message): void {
  pushFiller(tokens, TOKENS_PER_MESSAGE, -1);
  pushAll(tokens, tokenize(message.role));
  if (message.name !== undefined) {
    pushFiller(tokens, 1, -2);
    pushAll(tokens, tokenize(message.name));
  }
  if (typeof message.content === "string") {
    pushAll(tokens, tokenize(message.content));
  }
  for (const part of Array.isArray(message.content) ? message.content : []) {
    if (part.text !== undefined) {
      pushAll(tokens, tokenize(part.text));
    } else {
      pushFiller(tokens, TOKENS_PER_IMAGE, -3);
    }
  }
  for (const call of message.tool_calls ?? []) {
    pushAll(tokens, tokenize(`${call.function?.name ?? ""}${call.function?.arguments ?? ""}`));
  }
}

/** A spread of a very long array would overflow the call stack. */
function pushAll(target: number[], source: readonly number[]): void {
  for (const token of source) {
    target.push(token);
  }
}

function pushFiller(target: number[], count: number, filler: number): void {
  for (let index = 0; index < count; index++) {
    target.push(filler);
  }
}
