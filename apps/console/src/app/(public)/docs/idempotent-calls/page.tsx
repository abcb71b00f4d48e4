import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("idempotent-calls");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/idempotent-calls" } };

const SAMPLE = `const completion = await client.chat.completions.create(
  { model: "author/model", messages },
  { headers: { "Idempotency-Key": order.id } },
);`;

const ANSWERS = [
  [
    "The first call has been answered",
    "Its answer, byte for byte, with Idempotent-Replayed: true. Nothing is charged.",
  ],
  [
    "The first call is still being answered",
    "409 idempotent_call_running with Retry-After. Official clients wait and try again.",
  ],
  ["The first call failed, or was refused, and nothing was charged", "The key is free again: this is a first call."],
  ["The body or the address is another", "422 idempotency_key_reused."],
  [
    "The first answer was larger than 4 MiB, or its caller left and it was not read to its end",
    "409 idempotent_answer_gone, which names the first call’s generation. The call is not made again.",
  ],
  [
    "The server that answered the first call died",
    "409, at first idempotent_call_running and after a quarter of an hour at the latest idempotent_answer_gone. The call is not made again.",
  ],
] as const;

export default function IdempotentCallsPage() {
  return (
    <DocsArticle slug="idempotent-calls">
      <Text>
        A connection that breaks leaves you not knowing whether a call was made. Send an <Code>Idempotency-Key</Code> of
        your own, up to 255 characters, with any <Code>POST</Code> of the API; then send the same call again as often as
        you like. It is made once and charged once, whole or streamed.
      </Text>
      <div className="mt-4">
        <CodeBlock samples={[{ label: "openai", code: SAMPLE }]} />
      </div>
      <Heading>What the same key gets</Heading>
      <FactTable
        label="Answers to a repeated key"
        rows={ANSWERS}
        anchor={([when]) => when.toLowerCase().replaceAll(/[^a-z]+/g, "-")}
        columns={[
          { header: "When", cell: ([when]) => when },
          { header: "Answer", cell: ([, answer]) => answer },
        ]}
      />
      <Heading>Good to know</Heading>
      <List
        items={[
          "A key belongs to the API key it came with and is known for 24 hours. Use a new one for each call, such as the id of what the call is for.",
          "A stream that broke off with an error was charged for what arrived, so its answer is kept as it was. Use a new key to ask anew.",
          <>
            After <Code>idempotent_answer_gone</Code> the receipt at <Code>GET /v1/generation</Code> says what the first
            call delivered and cost, if it was made at all.
          </>,
          <>
            <Code>POST /v1/keys</Code> answers with a secret. It is kept sealed with the management key it was asked
            with, so that a retry gets the same new key and nobody else can read it. A sign-in’s code is good for one
            exchange, whatever it comes with.
          </>,
          "Keys and answers are kept in Redis. If it loses its data within the 24 hours, the key is forgotten and the same call is a first call.",
        ]}
      />
    </DocsArticle>
  );
}
