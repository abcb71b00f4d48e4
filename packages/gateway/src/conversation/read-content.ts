import { type JsonObject, objectsIn } from "../json-fields.ts";
import type { Part } from "./conversation.ts";
import type { ConversationDraft } from "./conversation-draft.ts";

/** What tells one dialect's content from another's. */
export interface ContentReader {
  /** @returns `null` for a part of a type that is not known. */
  readonly readPart: (part: JsonObject) => Part | null;
  readonly draft: ConversationDraft;
  /** Where the content stands in the request, for the caller to find it. */
  readonly path: string;
}

/** Content that is a text or a list of parts; a part of an unknown type is noted, never dropped in silence. */
export function readContent(content: unknown, { readPart, draft, path }: ContentReader): Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ kind: "text", text: content }];
  const parts: Part[] = [];
  for (const part of objectsIn(content)) {
    const read = readPart(part);
    if (read) parts.push(read);
    else draft.unknown(`${path} content of type ${String(part.type)}`);
  }
  return parts;
}
