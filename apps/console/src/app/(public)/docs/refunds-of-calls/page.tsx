import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("refunds-of-calls");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/refunds-of-calls" } };

export default function RefundsOfCallsPage() {
  return (
    <DocsArticle slug="refunds-of-calls">
      <Text>
        A call that went wrong in a way that metering cannot see, such as an answer that was useless, can be refunded
        after it was charged, as a whole or in part. Calls that delivered nothing need no refund: they were never
        charged.
      </Text>
      <Heading>Who gives back what</Heading>
      <Text>
        Every leg of the charge gives back its part in proportion: the provider of the cost, the platform of its fee,
        the builder of the surcharge. The parts are whole nano-dollars and add up to the refund exactly. All refunds of
        a call together never exceed its charge.
      </Text>
      <Text>
        The customer gets back bought credit first, then promotional credit into the lots it came from. For providers
        and builders the refund lowers what they earn; when that month has been paid, it is set against what they earn
        next.
      </Text>
      <Heading>Who decides</Heading>
      <List
        items={[
          "Finance and operators refund, always with a reason. Write to the people who run this marketplace.",
          "Once what one call has had refunded would exceed a set amount, 25 USD unless changed, a second person of finance has to approve. The database itself enforces this and adds up parts of the same call.",
          "Other changes of an account, called adjustments, always take two people of finance.",
        ]}
      />
      <Heading>Where it shows</Heading>
      <List
        items={[
          "On the call: each refund with its day and reason, and what was paid in the end.",
          "In the list of calls and its CSV, beside what was charged; in the signed receipt under what was booked later.",
          "In usage and earnings, on the day of the call: charged, refunded, and the rest.",
          "In the books as a journal of its own, booked when it happens. The settlement of the call stays as it was: history is never changed.",
        ]}
      />
    </DocsArticle>
  );
}
