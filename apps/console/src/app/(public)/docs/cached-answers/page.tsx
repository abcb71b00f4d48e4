import { CodeBlock } from "@tollgate/ui/code-block";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { loadPricing } from "../../../../market/load-market.ts";

const { title, summary } = docsPage("cached-answers");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/cached-answers" } };

const SAMPLE = `const completion = await client.chat.completions.create({
  model: "author/model",
  messages,
  cache: { ttl: 3600 },
});`;

const HEADER_SAMPLE = `curl "$TOLLGATE_URL/v1/messages" \\
  -H "x-api-key: $TOLLGATE_KEY" \\
  -H "X-Tollgate-Cache: on" -H "X-Tollgate-Cache-TTL: 3600" \\
  -d @request.json`;

const WAYS = [
  ["cache: true, or X-Tollgate-Cache: on", "This request may be answered from the cache, and its answer is kept."],
  [
    "cache: {ttl: 3600}, or X-Tollgate-Cache-TTL",
    "The same, kept for so many seconds: 1 to 86,400, or 300 when neither says.",
  ],
  [
    "cache: {refresh: true}, or X-Tollgate-Cache: refresh",
    "The call is made, and its answer kept in place of the one there is.",
  ],
  ["cache: false, or X-Tollgate-Cache: off", "The cache is passed by, whatever the key says."],
  [
    "A time on the key, in the console or as cache_ttl of POST /v1/keys",
    "All requests of the key that want the same answer again: temperature 0 or a seed, and no tools. Embeddings and rerank always do.",
  ],
] as const;

const STATES = [
  ["hit", "The answer was there. X-Tollgate-Cache-Age says for how many seconds."],
  ["miss", "The call was made, and its answer is kept if it is whole."],
  ["bypass", "The request may not be answered from the cache, or does not want to be; or the cache could not be read."],
  ["no header", "Neither the request nor its key asked."],
] as const;

export default async function CachedAnswersPage() {
  const { cached } = await loadPricing();
  const share = cached === null ? "a share" : formatBasisPoints(cached.basisPoints);
  return (
    <DocsArticle slug="cached-answers">
      <Text>
        A request that is the very same as one before can have the very same answer, at once and for {share} of the
        price it would have now. Nothing is answered from the cache unless a request or its key asks for it.
      </Text>
      <div className="mt-4">
        <CodeBlock
          samples={[
            { label: "openai", code: SAMPLE },
            { label: "header", code: HEADER_SAMPLE },
          ]}
        />
      </div>
      <Heading>How to ask</Heading>
      <FactTable
        label="Ways to ask for the cache"
        rows={WAYS}
        anchor={([way]) => way.toLowerCase().replaceAll(/[^a-z]+/g, "-")}
        columns={[
          { header: "Say", cell: ([way]) => way },
          { header: "What happens", cell: ([, what]) => what },
        ]}
      />
      <Text>
        What <Code>X-OpenRouter-Cache</Code>, <Code>X-OpenRouter-Cache-TTL</Code> and{" "}
        <Code>X-OpenRouter-Cache-Clear</Code> say is understood too.
      </Text>
      <Heading>What the answer says</Heading>
      <FactTable
        label="X-Tollgate-Cache"
        rows={STATES}
        anchor={([state]) => state.replaceAll(" ", "-")}
        columns={[
          { header: "X-Tollgate-Cache", cell: ([state]) => state },
          { header: "Meaning", cell: ([, meaning]) => meaning },
        ]}
      />
      <Heading>The same request</Heading>
      <List
        items={[
          "Every member counts but cache and max_surcharge, whatever their order: model, messages, limits, routing preferences, user, metadata. A stream and a whole answer are kept apart.",
          "Answers are kept for one workspace and never given to another. What an app asks on your credit is kept apart from what you and other apps ask.",
          "Only whole answers are kept: none that failed, broke off, was left by its caller or was shortened by your credit. What is larger than 512 KiB, or asks for endpoints that keep nothing (zdr), is not.",
          "A workspace keeps up to 32 MiB, compressed; beyond that, what would be over first goes. Answers lie in Redis and are gone when it is emptied. An answer whose endpoint is offered no more is not given.",
          "The settings of a workspace clear it, and so does DELETE /v1/cache with a management key.",
        ]}
      />
      <Heading>What it costs</Heading>
      <List
        items={[
          `An answer from the cache is a call of its own, with its own id and signed receipt. It costs ${share} of what the same units cost at that endpoint’s price now, which is held first as for any call. The provider was not asked and is paid nothing. Lists of calls mark it, and usage is grouped and narrowed by where answers came from.`,
          "An app’s margin applies as you agreed to it: its share of the provider’s cost is a share of nothing, its fixed parts per call, per unit and at least stay. Budgets and limits count the call.",
          <>
            Who pays what is on the{" "}
            <Link href="/docs/settlement#cached" className="text-accent-text underline underline-offset-4">
              settlement page
            </Link>
            ; to send a request again that may have been made already, use an{" "}
            <Link href="/docs/idempotent-calls" className="text-accent-text underline underline-offset-4">
              idempotency key
            </Link>
            , which costs nothing.
          </>,
        ]}
      />
    </DocsArticle>
  );
}
