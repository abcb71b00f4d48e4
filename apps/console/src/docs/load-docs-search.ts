import type { DocsPassage } from "./docs-passages.ts";
import { type SearchDocs, searchOfDocs } from "./search-docs.ts";

/** The search of the documentation as it is now. @throws when its passages cannot be had. */
export async function loadDocsSearch(): Promise<SearchDocs> {
  const reply = await fetch("/docs/search.json.gz");
  if (!reply.ok || reply.body === null)
    throw new Error(`the passages of the documentation were answered with ${reply.status}`);
  const unpacked = new Response(reply.body.pipeThrough(new DecompressionStream("gzip")));
  const passages: readonly DocsPassage[] = await unpacked.json();
  return searchOfDocs(passages);
}
