import { docsPassages } from "../../../../docs/docs-passages.ts";

export const dynamic = "force-dynamic";

/** What the search of the documentation looks through, for browsers that open it. */
export async function GET(): Promise<Response> {
  return Response.json(await docsPassages(), {
    headers: { "Cache-Control": "public, max-age=300, stale-while-revalidate=86400", "X-Robots-Tag": "noindex" },
  });
}
