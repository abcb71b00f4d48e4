import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("credit");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/credit" } };

export default function CreditPage() {
  return (
    <DocsArticle slug="credit">
      <Text>
        Calls are paid from credit that a workspace bought ahead. A call reserves the most it can cost, pays what it
        did, and gives the rest back when it ends. Bought credit never expires.
      </Text>
      <Heading>Buying credit</Heading>
      <List
        items={[
          "Under Billing, on the payment processor’s page or with a saved card. Your card’s number never reaches us.",
          "Credit is there when the processor says that the payment went through, not when the browser comes back.",
          "Automatic top-up buys an amount when credit falls below a threshold, up to a ceiling each month. After a failure it waits longer each time, and when your bank wants you to approve a payment, an e-mail has the link.",
        ]}
      />
      <Heading>Invoices</Heading>
      <Text>
        Every paid top-up has an invoice as PDF in the list of payments, to whom the billing details say: legal name,
        address, country and tax number. Change them at any time; an invoice downloaded again has the new ones, and
        shows what was paid back since. All payments are a CSV download.
      </Text>
      <Heading>Refunds</Heading>
      <Text>
        Bought credit that is not spent can go back to the card it came from for 30 days. Refunds and disputes of one
        payment never exceed it. If the bank sends a refund back, the credit returns.
      </Text>
      <Heading>Disputes</Heading>
      <Text>
        When a cardholder contests a payment at their bank, the workspace’s remaining bought credit is frozen until the
        bank decides, and for what that does not cover, fees of apps that were not paid out yet. No fee is frozen twice.
        Won, everything returns. Lost, the credit pays first, then those fees, then the platform. Providers keep their
        pay.
      </Text>
    </DocsArticle>
  );
}
