import { CodeBlock } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";
import { SETTLEMENT_ROWS } from "../../../../docs/settlement-rows.ts";

const { title, summary } = docsPage("settlement");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/settlement" } };

const LAST_CHUNK = `data: {"object":"chat.completion.chunk", …,
       "choices":[{"index":0,"delta":{},"finish_reason":"length"}],
       "tollgate":{"end_reason":"credit_exhausted"}}`;

export default function SettlementPage() {
  return (
    <DocsArticle slug="settlement">
      <Text>
        A call starts only when the balance covers the most it can cost: that amount is held, and what the call did not
        use comes straight back. Price, fee and margin are pinned at that moment. The receipt of every call says how its
        usage was obtained: <Code>reported</Code> by the provider, <Code>estimated</Code> by a local count, or{" "}
        <Code>none</Code>.
      </Text>
      <Heading>Who pays and who earns</Heading>
      <FactTable
        label="Settlement matrix"
        rows={SETTLEMENT_ROWS}
        anchor={(row) => row.id}
        columns={[
          { header: "What happened", cell: (row) => row.happened },
          { header: "Customer pays", cell: (row) => row.customer },
          { header: "Provider earns", cell: (row) => row.provider },
          { header: "Builder earns", cell: (row) => row.builder },
        ]}
      />
      <Heading>Leaving a stream</Heading>
      <Text>
        Most providers generate, and bill, to the end of an answer even when nobody listens. After a disconnect such an
        answer is read on to learn its real usage, for ten seconds at most and never beyond what was held for the call.
        Where a provider stops billing when it is cancelled, it is cancelled at once.
      </Text>
      <Heading>Long streams</Heading>
      <Text>
        A stream that comes close to what was held for it asks for more while it runs, out of the same balance and
        within the same spending limits. When they cover no more, the stream ends cleanly: the provider is cancelled,
        what was delivered is charged, and the last chunk says why.
      </Text>
      <div className="mt-5 max-w-3xl">
        <CodeBlock samples={[{ label: "Last chunk", code: LAST_CHUNK }]} />
      </div>
      <Text>
        A reply in one piece cannot be stopped half-way. Its output ceiling is sent to the provider instead, and when
        credit lowered it, the header <Code>X-Tollgate-Max-Tokens</Code> says to what.
      </Text>
      <Heading>How answers end</Heading>
      <List
        items={[
          <>
            Before the first content, an error is an HTTP status with <Code>error.code</Code>; nothing was charged.
          </>,
          <>
            After it, the status stays 200 and one chunk carries <Code>error</Code> and{" "}
            <Code>finish_reason: "error"</Code>; what arrived is charged.
          </>,
          <>
            A stream ended by its budget is no error: <Code>finish_reason: "length"</Code> with a reason beside it.
          </>,
        ]}
      />
      <Text>
        What happens when a part of the marketplace itself fails is told in{" "}
        <Link href="/docs/faults" className="text-accent-text underline underline-offset-2">
          When parts fail
        </Link>
        .
      </Text>
    </DocsArticle>
  );
}
