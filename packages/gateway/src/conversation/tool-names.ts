import type { Conversation } from "./conversation.ts";

/** Names of the tools by call id: some vendors answer a call by name, and a result only knows the id. */
export function toolNames(conversation: Conversation): Map<string, string> {
  const names = new Map<string, string>();
  for (const { parts } of conversation.turns)
    for (const part of parts) if (part.kind === "tool_call") names.set(part.id, part.name);
  return names;
}

/** The text of a tool's result where a vendor takes nothing else. */
export function textOf(parts: readonly { readonly kind: string; readonly text?: string }[]): string {
  return parts
    .map((part) => part.text ?? "")
    .filter((text) => text !== "")
    .join("\n");
}
