import { listWebhookEvents } from "@tollgate/api/list-webhook-events";
import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { VERIFY_WEBHOOK } from "../../../../docs/webhook-sample.ts";

const { title, summary } = docsPage("webhooks");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/webhooks" } };

export default function WebhooksDocsPage() {
  return (
    <DocsArticle slug="webhooks">
      <Text>
        Owners and admins add webhooks on the Webhooks page of a workspace. Each has a signing secret of its own that is
        shown once. Messages follow the Standard Webhooks specification, so its libraries verify them too.
      </Text>
      <Heading>Events</Heading>
      <FactTable
        label="Events"
        rows={listWebhookEvents()}
        anchor={([name]) => name}
        columns={[
          { header: "Type", cell: ([name]) => <Code>{name}</Code> },
          { header: "When", cell: ([, when]) => when },
        ]}
      />
      <Text>
        A body is JSON with type, timestamp and data. Amounts are given in USD and as integer nano-USD. New types may be
        added: let those you do not know pass.
      </Text>
      <Heading>Verify a message</Heading>
      <CodeBlock samples={[{ label: "TypeScript", code: VERIFY_WEBHOOK }]} />
      <Text>
        After a new secret is made, messages carry two signatures for a day, one of each secret. One that verifies is
        enough.
      </Text>
      <Heading>Answer it</Heading>
      <List
        items={[
          "Answer with any 2xx status within 10 seconds. Everything else, redirects included, is a failure.",
          "A message that failed is tried again after 10 seconds, 40 seconds, and so on, eight times in about fifteen hours.",
          <>
            A message may come twice. Its <Code>webhook-id</Code> stays the same, so keep those you have handled.
          </>,
          "A webhook at which nothing arrives for three days, or which answers 410, is switched off, and owners and admins are mailed.",
          "Every delivery can be sent again from its page, with the same id and body, for 30 days. Then it is deleted.",
        ]}
      />
    </DocsArticle>
  );
}
