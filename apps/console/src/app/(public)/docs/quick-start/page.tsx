import { CodeBlock } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, List, Text } from "../../../../docs/prose.tsx";
import { env } from "../../../../env.ts";
import { keySamples } from "../../../../keys/key-samples.ts";
import { sampleModelOf } from "../../../../models/sample-model.ts";
import { api } from "../../../../trpc/server.tsx";

const { title, summary } = docsPage("quick-start");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/quick-start" } };
export const dynamic = "force-dynamic";

export default async function QuickStartPage() {
  const model = await sampleModelOf(await api());
  const apiUrl = env().API_URL;
  return (
    <DocsArticle slug="quick-start">
      <Heading>Three steps</Heading>
      <List
        ordered
        items={[
          <>
            <Link href="/sign-up" className="text-accent-text underline underline-offset-4">
              Open an account
            </Link>{" "}
            and buy credit. Five dollars are plenty to begin with; paid credit never expires.
          </>,
          <>Create an API key. It is shown once: keep it where your program reads its secrets.</>,
          <>Point the client you already use at this marketplace, and call.</>,
        ]}
      />
      <div className="mt-6">
        <CodeBlock samples={keySamples({ apiUrl, model, secret: null })} />
      </div>
      <Heading>What comes back</Heading>
      <Text>
        The answer is the one the provider gave, with three things added: <Code>id</Code> is the call’s own, such as{" "}
        <Code>gen-…</Code>, <Code>provider</Code> says who served, and <Code>usage.cost</Code> is what was charged, in
        US dollars. <Code>usage.cost_details</Code> splits it into the provider’s price, the platform’s fee and the
        surcharge of the app that made the call, if one did.
      </Text>
      <Heading>The receipt</Heading>
      <Text>
        Every call has one: each attempt, the units it used, the prices that were pinned when it began and who is paid
        what. It is in the console under Calls, and in the API at <Code>GET /v1/generation?id=gen-…</Code> with the key
        that called.
      </Text>
      <Heading>Which models there are</Heading>
      <Text>
        <Link href="/models" className="text-accent-text underline underline-offset-4">
          The list of models
        </Link>{" "}
        says who serves each and at which price; <Code>GET /v1/models</Code> says the same to programs. In a request a
        model goes by its id, such as <Code>{model}</Code>.
      </Text>
    </DocsArticle>
  );
}
