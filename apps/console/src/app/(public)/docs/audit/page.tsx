import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, FactTable, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("audit");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/audit" } };

const CHECKS = [
  ["Balances", "Every balance is the sum of its entries, and all of them together are zero."],
  ["Journals", "Every journal sums to zero and has the entries it was born with."],
  ["Calls", "What calls charged is, journal by journal and account by account, what was booked."],
  ["Bills", "Every call is billed a second time, by other arithmetic, from its units and pinned versions."],
  ["History", "The hash chain over all journals verifies: nothing was changed, removed or put in afterwards."],
  ["Payments", "Every payment that succeeded was credited once with its amount, and no credit was bought by none."],
  ["Open ends", "No call stays open past its time, no usage waits to be settled, nothing ages in quarantine."],
  ["Spendable credit", "What calls are authorised against agrees with the books."],
  [
    "Holds",
    "What is held of a workspace’s credit is what its open calls, refunds and unsettled charges need, to the nano.",
  ],
] as const;

export default function AuditPage() {
  return (
    <DocsArticle slug="audit">
      <Text>
        The books are double entry, and the database refuses a journal that does not balance and any change to history.
        The audit does not take its word for it: every hour it recomputes what came since the last clean pass, and every
        night all of history. What it finds is told to operators at once, each finding in a sentence.
      </Text>
      <Heading>What is recomputed</Heading>
      <FactTable
        label="Audit checks"
        rows={CHECKS}
        anchor={([name]) => name.toLowerCase().replaceAll(" ", "-")}
        columns={[
          { header: "Check", cell: ([name]) => name },
          { header: "What must be true", cell: ([, truth]) => truth },
        ]}
      />
      <Heading>The hash chain</Heading>
      <Text>
        Every journal is linked to the one before it: a link is the SHA-256 of the link before and of the journal with
        all its entries. Change one digit anywhere in the past, and every link from there on is another. Links are made
        within seconds of a posting, and posting never waits for them.
      </Text>
      <Text>
        The newest link, the head, is shown to operators with its position and can be downloaded. Kept where nobody of
        the marketplace can change it, by an auditor for instance, it proves later that nothing before it was changed,
        not even by somebody who rewrote the whole chain.
      </Text>
      <Heading>Usage that cannot be settled</Heading>
      <Text>
        Usage whose units have no price, or whose numbers disagree, is never charged by guess and never free: it waits
        in quarantine until an operator decides, with a reason that is kept. A reply whose units have no price says{" "}
        <Code>"cost": null</Code>; the receipt has the charge once it is decided.
      </Text>
      <List
        items={[
          "A price that a list forgot is supplied for exactly that version. It can add to it and never change it, and receipts show it.",
          "Where the proxy's number differs from what the pinned versions give, the pinned versions count, or nobody pays.",
          "When a call was told to have ended in two ways, the first stands; a difference is booked as an adjustment that the receipt lists.",
          <>
            A call is recorded once whatever happens, since its id is its key. Decisions are final, and what was in
            quarantine is kept: <Code>/docs/receipts</Code> tells how to check any charge yourself.
          </>,
        ]}
      />
    </DocsArticle>
  );
}
