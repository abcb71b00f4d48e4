import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("promotional-credit");
export const metadata: Metadata = {
  title,
  description: summary,
  alternates: { canonical: "/docs/promotional-credit" },
};

export default function PromotionalCreditPage() {
  return (
    <DocsArticle slug="promotional-credit">
      <Text>
        Promotional credit is given, not bought. It pays for calls like bought credit, comes in lots that each expire on
        a day of their own, and cannot be paid out. Billing shows every lot with what is left of it and until when.
      </Text>
      <Heading>Where it comes from</Heading>
      <List
        items={[
          "Staff grant it to a workspace, with a reason and an expiry.",
          "A code is redeemed under Billing. A code has an amount, a last day, and a number of workspaces that may redeem it; a workspace redeems it once.",
        ]}
      />
      <Heading>How it is spent</Heading>
      <Text>
        Before bought credit, and of several lots the one that expires first. A call can be paid from more than one lot
        and from bought credit as well. Which lot paid how much of which call is on record, so that a refund finds its
        way back. Providers and builders earn the same, whatever pays.
      </Text>
      <Heading>How it expires</Heading>
      <Text>
        When its time is over, a lot counts as credit no longer: no call is admitted on its account. For another hour
        calls that settle are still paid from it; then what is left is booked as expired. Bought credit never expires.
      </Text>
      <Heading>Refunds</Heading>
      <Text>
        A refund gives back bought credit first and then the lots, those that expire last first: the mirror of how they
        were spent. A lot whose time is over does not get a new one: what comes back to it expires with it.
      </Text>
    </DocsArticle>
  );
}
