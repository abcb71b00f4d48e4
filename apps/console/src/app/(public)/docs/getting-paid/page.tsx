import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("getting-paid");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/getting-paid" } };

export default function GettingPaidPage() {
  return (
    <DocsArticle slug="getting-paid">
      <Text>
        What apps and endpoints earn in a month is paid once the month has closed: both roles in one statement, one
        payout, to the account you set up at the payment processor under Payouts.
      </Text>
      <Heading>When</Heading>
      <List
        items={[
          "A month is a calendar month in UTC. Earnings count in the month in which they are booked.",
          "After the month has closed, statements are computed, two people approve them, and payouts go out.",
          "An e-mail says that it was sent, or why nothing is paid this time, with the statement as PDF. Each statement is a PDF and a CSV under Payouts.",
          "Payouts and Earnings list every cent that is not paid yet, with the reason and the day on which that changes.",
        ]}
      />
      <Heading>What is held back</Heading>
      <Text>
        From new payees, and while disputes take an unusual part of what a payee earns, part of a month’s earnings is
        set aside for a while against disputes: 10% for 90 days unless the platform says otherwise. It stays yours and
        is released by itself.
      </Text>
      <Heading>Why an amount carries over</Heading>
      <List
        items={[
          "The net is below the minimum payout: the platform’s, or a higher one that you chose.",
          "Your account at the processor is not complete. Payouts says what is missing.",
          "The net is negative. It is set against what you earn next.",
          "Finance paused payouts while something is looked into.",
          "Payouts are whole cents; what is smaller than a cent stays.",
        ]}
      />
      <Heading>When a payout does not arrive</Heading>
      <Text>
        A transfer that failed or came back is yours again and part of your next statement, unless it is tried again
        before. When the processor’s answer is unclear, its own list decides, so that nothing is ever sent twice.
      </Text>
    </DocsArticle>
  );
}
