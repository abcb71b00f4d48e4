import type { ReplyEvent } from "./conversation/reply-event.ts";
import { toByteText } from "./json-members.ts";

/** What a piece of an answer adds: whether it is content at all, and its text, JSON-escaped, one character per byte. */
export function generatedBy(event: ReplyEvent): { readonly content: boolean; readonly text: string } {
  switch (event.kind) {
    case "text":
    case "refusal":
    case "reasoning":
      return { content: event.text !== "", text: escaped(event.text) };
    case "tool_arguments":
      return { content: event.text !== "", text: escaped(event.text) };
    case "tool_call":
      return { content: true, text: escaped(event.name) };
    // A vendor signs what it thought, shown or not.
    case "reasoning_signature":
    case "redacted_reasoning":
    case "image":
    case "vendor_item":
      return { content: true, text: "" };
    default:
      return { content: false, text: "" };
  }
}

function escaped(text: string): string {
  return toByteText(JSON.stringify(text).slice(1, -1));
}
