import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("routing");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/routing" } };

const REQUEST = `{
  "model": "openai/gpt-4o-mini",
  "models": ["openai/gpt-4o-mini", "mistralai/mistral-small"],
  "provider": { "sort": "price", "ignore": ["slow-corp"], "max_price": { "prompt": 1, "completion": 4 } },
  "messages": [{ "role": "user", "content": "Why do bridges hum?" }]
}`;

const FIELDS = [
  {
    name: "models",
    says: "Other models to fall back to, in order. The one that answered is charged and named in the reply.",
  },
  { name: "provider.order", says: "Providers to try first, by their short names, in this order." },
  { name: "provider.only", says: "No other provider is tried." },
  { name: "provider.ignore", says: "These providers are not tried." },
  {
    name: "provider.allow_fallbacks",
    says: "false: one endpoint is tried, and what it says is the answer. Default true.",
  },
  { name: "provider.sort", says: "price, latency or throughput: the best comes first instead of a draw by price." },
  {
    name: "provider.max_price",
    says: "Dearest price in US dollars per million tokens (prompt, completion) or per request. A hard limit.",
  },
  { name: "max_surcharge", says: "Refuse the call rather than let the app’s surcharge exceed this many US dollars." },
] as const;

export default function RoutingPage() {
  return (
    <DocsArticle slug="routing">
      <Heading>Without a word from you</Heading>
      <Text>
        Endpoints that are down, cooling off after a rate limit, or at their limit of calls at once are left out. Of the
        healthy ones the first is drawn, and a cheap one is drawn far more often: an endpoint at half the price has four
        times the chance. The others follow by price, in case the first fails.
      </Text>
      <Heading>With a word from you</Heading>
      <div className="mt-4">
        <CodeBlock samples={[{ label: "JSON", code: REQUEST }]} />
      </div>
      <FactTable
        label="Routing fields"
        rows={FIELDS}
        anchor={({ name }) => name}
        columns={[
          { header: "Field", cell: ({ name }) => <Code>{name}</Code> },
          { header: "What it does", cell: ({ says }) => says },
        ]}
      />
      <Heading>When an endpoint fails</Heading>
      <List
        items={[
          "Nothing is sent to you before the first real content, so the next endpoint can take over unnoticed.",
          "A network error, 408, 429 or a server error moves on to the next; a request that is wrong itself does not.",
          "After the first content nothing is switched: text would repeat. The stream ends with an error chunk.",
          "An endpoint that keeps failing is left out for a while, then tried with one call before it gets more.",
        ]}
      />
      <Heading>How to see what happened</Heading>
      <Text>
        <Code>X-Tollgate-Provider</Code> names who served and <Code>X-Tollgate-Attempts</Code> how many were tried; the
        receipt lists every attempt with its status and time.
      </Text>
    </DocsArticle>
  );
}
