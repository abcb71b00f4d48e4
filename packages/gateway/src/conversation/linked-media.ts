import type { DialectQuirks } from "../dialect-quirks.ts";
import type { Conversation, MediaSource, Part } from "./conversation.ts";
import { takesAddresses } from "./features.ts";

/** What was found at an address. */
export interface FetchedMedia {
  readonly mediaType: string;
  readonly base64: string;
}

/** By address. */
export type FetchedMedias = ReadonlyMap<string, FetchedMedia>;

/** Addresses of pictures and files that an endpoint takes as bytes only, each once. */
export function addressesToFetch({ system, turns }: Conversation, quirks: DialectQuirks): string[] {
  const found = new Set<string>();
  const look = (part: Part) => {
    if (part.kind === "tool_result") part.parts.forEach(look);
    else if (isLinked(part) && !takesAddresses(quirks, part.kind)) found.add(part.source.url);
  };
  system.forEach(look);
  for (const { parts } of turns) parts.forEach(look);
  return [...found];
}

/** The same conversation with bytes in place of the addresses that were fetched. */
export function withFetched(conversation: Conversation, medias: FetchedMedias): Conversation {
  if (medias.size === 0) return conversation;
  const fill = (part: Part): Part => {
    if (part.kind === "tool_result") return { ...part, parts: part.parts.map(fill) };
    const media = isLinked(part) ? medias.get(part.source.url) : undefined;
    return isLinked(part) && media !== undefined ? inlined(part, media) : part;
  };
  return {
    ...conversation,
    system: conversation.system.map(fill),
    turns: conversation.turns.map(({ role, parts }) => ({ role, parts: parts.map(fill) })),
  };
}

type Linked = Extract<Part, { kind: "image" | "file" }> & { readonly source: Extract<MediaSource, { kind: "url" }> };

function isLinked(part: Part): part is Linked {
  return (part.kind === "image" || part.kind === "file") && part.source.kind === "url";
}

/** What was found says what it is: a file may turn out to be a picture. */
function inlined(part: Linked, { mediaType, base64 }: FetchedMedia): Part {
  const source = { kind: "inline", mediaType, base64 } as const;
  const cache = part.cache ?? null;
  if (part.kind === "image") return { ...part, source };
  if (mediaType.startsWith("image/")) return { kind: "image", source, detail: null, cache };
  return { ...part, source, name: part.name ?? nameIn(part.source.url) };
}

function nameIn(url: string): string | null {
  const { pathname } = new URL(url);
  return decodeURIComponentOr(pathname.slice(pathname.lastIndexOf("/") + 1)) || null;
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
