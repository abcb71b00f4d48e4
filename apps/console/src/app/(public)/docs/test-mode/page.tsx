import { listTestScenarios } from "@tollgate/api/list-test-scenarios";
import { CodeBlock } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("test-mode");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/test-mode" } };

const SAMPLE = `const client = new OpenAI({
  baseURL: process.env.TOLLGATE_URL + "/v1",
  apiKey: process.env.TOLLGATE_TEST_KEY, // tg-test-…
});

// Refused with 402 insufficient_credit, as a customer without credit would be.
await client.chat.completions.create({
  model: "author/model",
  messages: [{ role: "user", content: "test:insufficient_credit" }],
});`;

const HEADER_SAMPLE = `curl "$TOLLGATE_URL/v1/messages" \\
  -H "x-api-key: $TOLLGATE_TEST_KEY" \\
  -H "X-Tollgate-Test: stream_interrupted" \\
  -d @request.json`;

export default function TestModePage() {
  return (
    <DocsArticle slug="test-mode">
      <Text>
        A test key stands where a customer’s key will be. Calls with it are read, routed, priced and translated like any
        other and answered by a simulated model: no provider is called, no credit held, nothing charged and nobody paid.
        Make one under “Test mode” of your app; it begins with <Code>tg-test-</Code>.
      </Text>
      <div className="mt-4">
        <CodeBlock
          samples={[
            { label: "openai", code: SAMPLE },
            { label: "header", code: HEADER_SAMPLE },
          ]}
        />
      </div>
      <Heading>Scenarios</Heading>
      <Text>
        Write <Code>test:</Code> and a name into the last message, or send the name as <Code>X-Tollgate-Test</Code>.
        Errors have the status, code, metadata and headers that live calls get, in the form of the API you call.
      </Text>
      <FactTable
        label="Scenarios of test mode"
        rows={listTestScenarios()}
        anchor={({ name }) => name}
        columns={[
          { header: "Say", cell: ({ name }) => <Code>{`test:${name}`}</Code> },
          { header: "Answer", cell: ({ status, code }) => (code === null ? `${status}` : `${status} ${code}`) },
          { header: "What happens", cell: ({ meaning }) => meaning },
        ]}
      />
      <Text>
        A whole answer that is to break off fails with <Code>502 provider_error</Code> instead. What needs no scenario
        works as it is: a model that does not exist, a body that is none, <Code>max_surcharge</Code> below your margin.
        All errors are on the{" "}
        <Link href="/docs/errors" className="text-accent-text underline underline-offset-4">
          errors page
        </Link>
        .
      </Text>
      <Heading>What the simulated model does</Heading>
      <List
        items={[
          "It gives the same answer to the same request, whole or streamed, on every API: chat completions, responses, messages, Gemini, embeddings, completions, rerank, moderations, images, speech and transcriptions.",
          "It stays within max_tokens, stops at stop sequences, thinks when reasoning is asked for, fills JSON schemas with values that fit, and calls a tool when tool_choice says so. Tools are called with test:tool_call otherwise; their result is answered.",
          "Tokens are counted by the local tokenizer. usage.cost and cost_details are what the call would cost a customer now, with your margin as it is.",
          "The cheapest endpoint that fits the request comes first; all of them are well. Answers are not given from the cache, and keys of your own at providers are not used.",
        ]}
      />
      <Heading>What tells a test from a live call</Heading>
      <List
        items={[
          <>
            Every answer to a test key has <Code>X-Tollgate-Mode: test</Code>, errors too, and its receipt at{" "}
            <Code>GET /v1/generation</Code> says <Code>mode: &quot;test&quot;</Code>. It is signed by nobody.
          </>,
          "Test calls are listed under “Test mode” of the app: the newest 500, for seven days. They are in no usage, earnings, invoice or export.",
          "A test key calls models, asks quotes, counts tokens and reads receipts of test calls. Every other path refuses it with 403 test_key_not_allowed.",
          "All test keys of an app together make 120 calls a minute; beyond that they get a real 429.",
        ]}
      />
    </DocsArticle>
  );
}
