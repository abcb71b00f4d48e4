import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { FAULT_ROWS } from "../../../../docs/fault-rows.ts";
import { Code, FactTable, Heading, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("faults");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/faults" } };

export default function FaultsPage() {
  return (
    <DocsArticle slug="faults">
      <Text>
        Redis authorises calls, Postgres keeps the books. Either can go away, restart or come back without its last
        writes. The rule is the same for every fault: no call without a hold, no charge twice, nothing that was
        delivered forgotten.
      </Text>
      <Heading>Fault by fault</Heading>
      <FactTable
        label="Fault table"
        rows={FAULT_ROWS}
        anchor={(row) => row.id}
        columns={[
          { header: "Fault", cell: (row) => row.fault },
          { header: "What happens", cell: (row) => row.happens },
        ]}
      />
      <Heading>What a caller sees</Heading>
      <Text>
        A refusal is <Code>503</Code> with <Code>error.code: "temporarily_unavailable"</Code> and a{" "}
        <Code>Retry-After</Code> header, and nothing was sent to any provider. The official SDKs wait and try again by
        themselves.
      </Text>
    </DocsArticle>
  );
}
