import type { ChoicePlan } from "./compose-reply.ts";
import type { Directive } from "./directive.ts";
import type { Piece } from "./tokens.ts";

/** One stream event of a choice, before it is wrapped in the chunk envelope. */
export type StreamEvent = {
  index: number;
  delta: Record<string, unknown>;
  finishReason: string | null;
  tokens: number;
  /** False for the opening role event and the closing finish event. */
  carriesContent: boolean;
};

/** The events of all choices, one choice after the other. */
export function* replyEvents(
  choices: readonly ChoicePlan[],
  chunk: Directive["chunk"],
): Generator<StreamEvent, void, undefined> {
  for (const [index, choice] of choices.entries()) {
    yield* choiceEvents(choice, index, chunk);
  }
}

/** The events of one choice in wire order: role, reasoning, text or tool calls, finish reason. */
function* choiceEvents(
  choice: ChoicePlan,
  index: number,
  chunk: Directive["chunk"],
): Generator<StreamEvent, void, undefined> {
  const content = choice.toolCalls.length > 0 ? null : "";
  yield bare(index, { role: "assistant", content, refusal: null }, null);
  for (const part of grouped(choice.reasoning, chunk)) {
    yield carrying(index, { reasoning_content: part.text }, part.tokens);
  }
  for (const part of grouped(choice.content, chunk)) {
    yield carrying(index, { content: part.text }, part.tokens);
  }
  for (const [position, call] of choice.toolCalls.entries()) {
    const opening = { index: position, id: call.id, type: "function", function: { name: call.name, arguments: "" } };
    yield carrying(index, { tool_calls: [opening] }, call.nameTokens);
    for (const part of grouped(call.arguments, chunk)) {
      const fragment = { index: position, function: { arguments: part.text } };
      yield carrying(index, { tool_calls: [fragment] }, part.tokens);
    }
  }
  yield bare(index, {}, choice.finishReason);
}

function bare(index: number, delta: Record<string, unknown>, finishReason: string | null): StreamEvent {
  return { index, delta, finishReason, tokens: 0, carriesContent: false };
}

function carrying(index: number, delta: Record<string, unknown>, tokens: number): StreamEvent {
  return { index, delta, finishReason: null, tokens, carriesContent: true };
}

/** Joins pieces into events: a number of tokens each, or one word each. */
function grouped(pieces: readonly Piece[], chunk: Directive["chunk"]): Piece[] {
  const size = typeof chunk === "number" ? chunk : 1;
  const groups: Piece[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    const joins = chunk === "word" ? !/^\s/.test(piece.text) : last !== undefined && last.tokens + piece.tokens <= size;
    if (last !== undefined && joins) {
      groups[groups.length - 1] = { text: last.text + piece.text, tokens: last.tokens + piece.tokens };
    } else {
      groups.push(piece);
    }
  }
  return groups;
}
