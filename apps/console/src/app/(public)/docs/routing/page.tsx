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
    says: "Dearest price in US dollars per million tokens (prompt, completion), per request or per image. A hard limit.",
  },
  {
    name: "provider.preferred_max_latency",
    says: "Seconds to the first word. Endpoints known to be slower come after the others. A soft limit.",
  },
  {
    name: "provider.preferred_min_throughput",
    says: "Tokens per second. Endpoints known to be slower come after the others. A soft limit.",
  },
  {
    name: "provider.data_collection",
    says: "deny: only endpoints whose operator says that requests are not used for training. Default allow.",
  },
  { name: "provider.zdr", says: "true: only endpoints whose operator says that nothing is kept." },
  {
    name: "provider.quantizations",
    says: "Weights that are accepted, such as fp8 or bf16; unknown where nothing is said.",
  },
  {
    name: "provider.require_parameters",
    says: "true: only endpoints that take every parameter of the request, instead of leaving some out.",
  },
  {
    name: "model:floor, model:nitro",
    says: "A suffix of the model: the cheapest endpoint first, or the fastest.",
  },
  {
    name: "session_id",
    says: "Calls that name the same session, here or in the header x-session-id, stay on one endpoint while it is well.",
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
      <Text>
        A long prompt is cheaper where its beginning is still cached. So calls of one key whose prompts open with the
        same two thousand characters go to the same endpoint while it is well, and so do calls of one session.
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
      <Heading>What holds for all your calls</Heading>
      <Text>
        Admins set a workspace’s data policy under Settings: how private endpoints must be, and which providers may be
        asked. It holds for every key and every connected app, whatever a request says; a request can only be stricter.
        Endpoints it rules out are passed over as <Code>workspace_policy</Code>. Where nothing may be kept, answers are
        not kept in the cache here either.
      </Text>
      <Heading>When an endpoint fails</Heading>
      <List
        items={[
          "Nothing is sent to you before the first real content, so the next endpoint can take over unnoticed.",
          "A connection that is long in coming is not waited for alone: after as long as that endpoint’s connections usually take, a quarter of a second at most, the next endpoint is dialled too, and whichever is there first is sent the request. It is sent once, and the receipt names the hedge.",
          "A network error, 408, 429 or a server error moves on to the next; a request that is wrong itself does not.",
          "After the first content nothing is switched: text would repeat. The stream ends with an error chunk.",
          "An endpoint that keeps failing is left out for a while, then tried with one call before it gets more.",
        ]}
      />
      <Heading>What is known of endpoints</Heading>
      <Text>
        Uptime, time to the first word and tokens per second are counted from real calls in slots of five minutes. A
        model’s page draws them, and <Code>GET /v1/models/author/model/endpoints</Code> returns them for each endpoint,
        cheapest first, with its data policy, quantization and the parameters it takes. Calls that their caller ended,
        or that were wrong themselves, count neither way.
      </Text>
      <Text>
        Calls of tools are judged too: a call is valid when its tool was offered and its arguments are JSON that fits
        the tool’s schema. With twenty calls or more in a day the share is shown as{" "}
        <Code>tool_call_validity_last_1d</Code>, and requests that offer tools try endpoints below 90% after the others.
        Answers cut short by their length are not judged. Providers see the count on their traffic page.
      </Text>
      <Heading>How to see what happened</Heading>
      <Text>
        <Code>X-Tollgate-Provider</Code> names who served and <Code>X-Tollgate-Attempts</Code> how many were tried.{" "}
        <Code>X-Tollgate-Route</Code> says what the order followed: <Code>drawn</Code> by price, or <Code>price</Code>,{" "}
        <Code>throughput</Code>, <Code>latency</Code>, <Code>listed</Code> as asked. <Code>X-Tollgate-Passed-Over</Code>{" "}
        names providers that were not tried, each with the reason, such as <Code>down</Code> or <Code>max_price</Code>.
        The receipt keeps all of it, with every attempt’s status and time.
      </Text>
    </DocsArticle>
  );
}
