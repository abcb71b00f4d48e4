import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { docsPassages } from "../../../../docs/docs-passages.ts";

export const dynamic = "force-dynamic";

/** A file, not an encoding: the server decides by itself about those, and leaves this text as large as it is. */
const HEADERS = {
  "Content-Type": "application/gzip",
  "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
  "X-Robots-Tag": "noindex",
};
/** The text is read from every page there is: not anew for each reader. */
const KEPT_MS = 300_000;

let kept: { readonly untilMs: number; readonly zipped: Uint8Array<ArrayBuffer> } | null = null;

/** What the search of the documentation looks through, for browsers that open it. */
export async function GET(): Promise<Response> {
  if (kept === null || kept.untilMs < Date.now()) kept = { untilMs: Date.now() + KEPT_MS, zipped: await readAll() };
  return new Response(kept.zipped, { headers: HEADERS });
}

async function readAll(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await promisify(gzip)(JSON.stringify(await docsPassages())));
}
