import type { DocsPassage } from "./docs-passages.ts";
import { type SearchDocs, searchOfDocs } from "./search-docs.ts";

/** The search of the documentation as it is now. @throws when its passages cannot be had. */
export async function loadDocsSearch(): Promise<SearchDocs> {
  const reply = await fetch("/docs/search.json");
  if (!reply.ok) throw new Error(`the passages of the documentation were answered with ${reply.status}`);
  const passages: readonly DocsPassage[] = await reply.json();
  return searchOfDocs(passages);
}
