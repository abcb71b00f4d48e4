import { listApiErrors } from "@tollgate/api/list-api-errors";
import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("errors");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/errors" } };

const SHAPE = `{
  "error": {
    "code": "insufficient_credit",
    "message": "This call may need 0.02 USD more than the 0.01 USD available; add credit at …",
    "type": "insufficient_quota",
    "param": null,
    "metadata": { "available_usd": "0.01", "missing_usd": "0.02" }
  }
}`;

export default function ErrorsPage() {
  return (
    <DocsArticle slug="errors">
      <Heading>The shape</Heading>
      <Text>
        Switch on <Code>error.code</Code>. The message is a sentence for people that says what to do; amounts in{" "}
        <Code>metadata</Code> are exact decimal strings.
      </Text>
      <div className="mt-4">
        <CodeBlock samples={[{ label: "JSON", code: SHAPE }]} />
      </div>
      <Heading>Every error</Heading>
      <FactTable
        label="Error catalogue"
        rows={listApiErrors()}
        anchor={({ code }) => code}
        columns={[
          { header: "Code", cell: ({ code }) => <Code>{code}</Code> },
          { header: "Status", cell: ({ status }) => <span className="tabular">{status}</span> },
          { header: "Type", cell: ({ type }) => <Code>{type}</Code> },
          { header: "What it says, for example", cell: ({ message }) => message },
        ]}
      />
      <Heading>What to do about them</Heading>
      <List
        items={[
          <>
            <Code>429</Code> and <Code>503</Code> carry <Code>Retry-After</Code> where a time is known. Official clients
            wait and try again by themselves.
          </>,
          <>
            <Code>402</Code> says which limit it was, how much is missing and where to top up. Trying again does not
            help.
          </>,
          <>
            A stream that has begun keeps status 200: an error after its first content is a chunk with a top-level{" "}
            <Code>error</Code> and <Code>finish_reason: "error"</Code>.
          </>,
        ]}
      />
    </DocsArticle>
  );
}
