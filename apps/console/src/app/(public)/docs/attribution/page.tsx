import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { env } from "../../../../env.ts";

const { title, summary } = docsPage("attribution");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/attribution" } };

const NAMES = [
  ["End user", "X-Tollgate-User", "user, safety_identifier, or metadata.user_id in Anthropic’s API"],
  ["Tenant", "X-Tollgate-Tenant", "metadata.tenant"],
  ["Feature", "X-Tollgate-Feature", "metadata.feature"],
] as const;

export default function AttributionDocsPage() {
  const { API_URL } = env();
  return (
    <DocsArticle slug="attribution">
      <Text>
        One key often serves many people. A call can say for which end user, which tenant and which feature it was made;
        usage is then added up by them.
      </Text>
      <Heading>Saying it</Heading>
      <FactTable
        label="Where each is read"
        rows={NAMES}
        anchor={([name]) => name}
        columns={[
          { header: "What", cell: ([name]) => name },
          { header: "Header", cell: ([, header]) => <Code>{header}</Code> },
          { header: "Or in the body", cell: ([, , body]) => body },
        ]}
      />
      <Text>
        A header comes before the body. The body goes on to the provider as it is, so use headers for a provider that
        takes no such fields.
      </Text>
      <CodeBlock
        samples={[
          {
            label: "TypeScript",
            code: `const answer = await client.chat.completions.create(
  { model, messages, user: "customer-4711" },
  { headers: { "X-Tollgate-Tenant": "north", "X-Tollgate-Feature": "summary" } },
);`,
          },
          {
            label: "curl",
            code: `curl ${API_URL}/v1/chat/completions \\
  -H "Authorization: Bearer $TOLLGATE_KEY" \\
  -H "X-Tollgate-User: customer-4711" \\
  -H "X-Tollgate-Feature: summary" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "…", "messages": [{"role": "user", "content": "Sum it up."}]}'`,
          },
        ]}
      />
      <Heading>Reading it</Heading>
      <List
        items={[
          "Usage of a workspace groups by end user, tenant and feature, on screen and in the download.",
          "Builders see the same for each app on its Attribution page, over all customers or for one, with what was earned.",
          "A call that names several is counted under each of them. Calls that name nothing are in none of these groups.",
        ]}
      />
      <Heading>What is kept</Heading>
      <Text>
        Names of at most 128 characters; a longer one, or one that is no text, is left out and the call goes on. They
        are kept with the call’s record, so send ids that mean something to you alone, not names or addresses of people.
      </Text>
    </DocsArticle>
  );
}
