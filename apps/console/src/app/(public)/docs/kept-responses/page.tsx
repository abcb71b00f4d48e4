import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("kept-responses");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/kept-responses" } };

const SAMPLE = `const first = await client.responses.create({
  model: "author/model",
  input: "Name three quiet islands.",
  store: true,
});

const second = await client.responses.create({
  model: "author/model",
  input: "Which of them has a lighthouse?",
  previous_response_id: first.id,
});`;

export default function KeptResponsesPage() {
  return (
    <DocsArticle slug="kept-responses">
      <Text>
        With <Code>store: true</Code> a response of <Code>POST /v1/responses</Code> is kept, and a later request that
        names it as <Code>previous_response_id</Code> goes on from there. It works with every model, whatever API its
        provider speaks, and from one model to another.
      </Text>
      <div className="mt-4">
        <CodeBlock samples={[{ label: "openai", code: SAMPLE }]} />
      </div>
      <Heading>What is kept</Heading>
      <List
        items={[
          "Nothing, unless the request says store: true. At OpenAI that is the default; here it is not, so that no prompt is kept by accident.",
          "The response and the conversation up to it, compressed, for three days. Up to 1 MiB each and 16 MiB a workspace; beyond that, what would be over first goes. It lies in Redis and is gone when that is emptied.",
          "Whole responses and those that reached their length. One that failed or broke off is not, nor does it go together with provider.zdr.",
          "Nothing at providers: they are sent the whole conversation each time, with store: false.",
          "Thinking that its vendor sealed or signed goes with it, and back to that vendor only.",
        ]}
      />
      <Heading>Whose it is</Heading>
      <Text>
        Keys of the workspace see what keys of the workspace asked for; an app sees what it asked for on your credit,
        and neither sees the other’s. To everybody else, and once its time is over, a response does not exist: 404 with{" "}
        <Code>response_not_found</Code>. <Code>GET /v1/responses/id</Code> gives it back as it was, and{" "}
        <Code>DELETE</Code> forgets it; responses that went on from it keep what they have.
      </Text>
      <Heading>What it costs</Heading>
      <Text>
        Keeping is free. The conversation counts as input of the request that goes on from it, as if it had been sent,
        and so it does in a quote. <Code>instructions</Code> and tools are not carried over: send them again.
      </Text>
    </DocsArticle>
  );
}
