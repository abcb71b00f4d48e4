import { type ChoicePlan, TOKENS_PER_PICTURE } from "./compose-reply.ts";
import type { Directive } from "./directive.ts";
import { joinPieces, type Piece } from "./tokens.ts";

/** What a stream event says, before a dialect puts it in its own words. */
export type Said =
  | { kind: "opening"; callsTools: boolean }
  | { kind: "reasoning"; text: string }
  | { kind: "text"; text: string }
  /** Base64 of PNG. */
  | { kind: "picture"; base64: string }
  /** `arguments` is the whole JSON, for dialects that do not stream it; the others get it in pieces afterwards. */
  | { kind: "tool"; position: number; id: string; name: string; arguments: string }
  | { kind: "arguments"; position: number; text: string }
  | { kind: "finish"; reason: string };

/** One stream event of a choice. */
export type StreamEvent = {
  index: number;
  said: Said;
  tokens: number;
  /** False for the opening event and the closing finish event. */
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

/** The events of one choice in wire order: opening, reasoning, text or tool calls, finish reason. */
function* choiceEvents(
  choice: ChoicePlan,
  index: number,
  chunk: Directive["chunk"],
): Generator<StreamEvent, void, undefined> {
  yield bare(index, { kind: "opening", callsTools: choice.toolCalls.length > 0 });
  for (const part of grouped(choice.reasoning, chunk)) {
    yield carrying(index, { kind: "reasoning", text: part.text }, part.tokens);
  }
  for (const part of grouped(choice.content, chunk)) {
    yield carrying(index, { kind: "text", text: part.text }, part.tokens);
  }
  for (const base64 of choice.pictures) yield carrying(index, { kind: "picture", base64 }, TOKENS_PER_PICTURE);
  for (const [position, call] of choice.toolCalls.entries()) {
    const { id, name } = call;
    const whole = joinPieces(call.arguments);
    yield carrying(index, { kind: "tool", position, id, name, arguments: whole }, call.nameTokens);
    for (const part of grouped(call.arguments, chunk)) {
      yield carrying(index, { kind: "arguments", position, text: part.text }, part.tokens);
    }
  }
  yield bare(index, { kind: "finish", reason: choice.finishReason });
}

function bare(index: number, said: Said): StreamEvent {
  return { index, said, tokens: 0, carriesContent: false };
}

function carrying(index: number, said: Said, tokens: number): StreamEvent {
  return { index, said, tokens, carriesContent: true };
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
