import { DOCS, docsHref } from "../../docs/contents.ts";
import { env } from "../../env.ts";

export const dynamic = "force-dynamic";

/** The documentation's contents for language models (llmstxt.org). */
export function GET(): Response {
  const { CONSOLE_URL, API_URL } = env();
  const chapters = DOCS.map(({ title, pages }) => {
    const lines = pages.map((page) => `- [${page.title}](${CONSOLE_URL}${docsHref(page.slug)}): ${page.summary}`);
    return `## ${title}\n\n${lines.join("\n")}`;
  });
  const text = `# Tollgate

> One API for every model, at ${API_URL}/v1, compatible with OpenAI's. Customers buy prepaid credit, apps add a margin their customers accepted, providers set prices and are paid.

${chapters.join("\n\n")}

## Models

- [All models](${CONSOLE_URL}/models): who serves each and at which price
- [The same as JSON](${API_URL}/v1/models)
- [The API as OpenAPI 3.1](${API_URL}/v1/openapi.json)
`;
  return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
