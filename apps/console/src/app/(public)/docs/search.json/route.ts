import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { docsPassages } from "../../../../docs/docs-passages.ts";

export const dynamic = "force-dynamic";

const HEADERS = {
  "Content-Type": "application/json",
  "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
  Vary: "Accept-Encoding",
  "X-Robots-Tag": "noindex",
};

/** What the search of the documentation looks through, for browsers that open it: a quarter of its size as it is sent. */
export async function GET(request: Request): Promise<Response> {
  const json = JSON.stringify(await docsPassages());
  if (!request.headers.get("accept-encoding")?.includes("gzip")) return new Response(json, { headers: HEADERS });
  const zipped = await promisify(gzip)(json);
  return new Response(new Uint8Array(zipped), { headers: { ...HEADERS, "Content-Encoding": "gzip" } });
}
