import type { Citation, FinishReason, ReplyEvent } from "./reply-event.ts";

export type ReplyItem =
  | { readonly kind: "text"; text: string; readonly citations: Citation[] }
  | { readonly kind: "refusal"; text: string }
  | { readonly kind: "reasoning"; text: string; signature: string | null }
  | { readonly kind: "redacted_reasoning"; readonly data: string }
  | {
      readonly kind: "tool_call";
      readonly index: number;
      readonly id: string | null;
      readonly name: string;
      arguments: string;
      readonly signature: string | null;
    }
  | { readonly kind: "image"; readonly mediaType: string; readonly base64: string };

export interface ReplyChoice {
  readonly items: ReplyItem[];
  readonly logprobs: unknown[];
  finish: FinishReason | null;
}

/** Puts the events of a reply together, one entry per answer. */
export function foldReply(events: readonly ReplyEvent[]): ReplyChoice[] {
  const choices: ReplyChoice[] = [];
  for (const event of events) {
    if (!("choice" in event)) continue;
    const choice = choiceAt(choices, event.choice);
    if (choice) take(choice, event);
  }
  if (choices.length === 0) choiceAt(choices, 0);
  return choices;
}

/** More answers than any request may ask for are not made room for. */
const MAX_CHOICES = 128;

function choiceAt(choices: ReplyChoice[], index: number): ReplyChoice | null {
  if (index >= MAX_CHOICES) return null;
  while (choices.length <= index) choices.push({ items: [], logprobs: [], finish: null });
  return choices[index] ?? null;
}

function take(choice: ReplyChoice, event: Extract<ReplyEvent, { choice: number }>): void {
  const { items } = choice;
  const last = items.at(-1);
  switch (event.kind) {
    case "text":
      if (last?.kind === "text") last.text += event.text;
      else items.push({ kind: "text", text: event.text, citations: [] });
      return;
    case "refusal":
      if (last?.kind === "refusal") last.text += event.text;
      else items.push({ kind: "refusal", text: event.text });
      return;
    case "reasoning":
      if (last?.kind === "reasoning" && last.signature === null) last.text += event.text;
      else items.push({ kind: "reasoning", text: event.text, signature: null });
      return;
    case "reasoning_signature":
      if (last?.kind === "reasoning" && last.signature === null) last.signature = event.signature;
      else items.push({ kind: "reasoning", text: "", signature: event.signature });
      return;
    case "redacted_reasoning":
      items.push({ kind: "redacted_reasoning", data: event.data });
      return;
    case "tool_call": {
      const { index, id, name, signature } = event;
      items.push({ kind: "tool_call", index, id, name, arguments: "", signature });
      return;
    }
    case "tool_arguments": {
      const call = items.find((item) => item.kind === "tool_call" && item.index === event.index);
      if (call?.kind === "tool_call") call.arguments += event.text;
      return;
    }
    case "citation": {
      const text = items.findLast((item) => item.kind === "text");
      if (text?.kind === "text") text.citations.push(event.citation);
      return;
    }
    case "image":
      items.push({ kind: "image", mediaType: event.mediaType, base64: event.base64 });
      return;
    case "logprobs":
      choice.logprobs.push(...event.content);
      return;
    case "finish":
      choice.finish = event.reason;
      return;
    case "vendor_item":
      return;
  }
}
