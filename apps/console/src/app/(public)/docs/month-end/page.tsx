import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("month-end");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/month-end" } };

export default function MonthEndPage() {
  return (
    <DocsArticle slug="month-end">
      <Text>
        For those who run a marketplace: what finance does after a month, and what proves that it was right. Everything
        here needs the role finance.
      </Text>
      <Heading>Close, compute, approve, pay</Heading>
      <List
        items={[
          "Payouts shows a checklist: usage settled, quarantine decided, differences explained. It advises; what comes after the close is booked into the next month.",
          "Closing ends bookings into the month for good. The same books always give the same statements and the same hash.",
          "Two different people approve that hash. Computing other statements voids their approval.",
          "Each payee is paid independently; a failure holds nobody else back. Payouts begin 20 times a second at most, as fast as the processor takes them.",
        ]}
      />
      <Heading>Reports</Heading>
      <Text>
        Each report has its period in the address, checks that must hold, and underlined numbers that lead to the
        entries or calls they are made of. Downloads are CSV with integer nano-USD beside decimals, UTC times, control
        totals, and a last line with the SHA-256 of all lines above it. They are read through a cursor, whatever their
        size. The same report as PDF ends with the control totals and with rows_sha256, which the CSV of the same lines
        has as well: paper and file prove each other.
      </Text>
      <Heading>Tax forms</Heading>
      <Text>
        Terms of payouts has the yearly amounts from which a country asks for a tax form: a country can ask for several,
        each with its law, from a day on. A change can be scheduled, and taken back before its day. A year goes by what
        is in force on its last day, and Yearly tax forms says who has reached which.
      </Text>
      <Heading>Owed to us</Heading>
      <Text>
        Credit below zero after a lost dispute, and payables below zero after refunds, are listed under Owed to us. A
        payable is set against what is earned next. What will not be made good is written off as bad debt: one person
        asks, another approves, and never more is booked than is owed at that moment.
      </Text>
      <Heading>Ledger</Heading>
      <Text>
        Ledger has every entry, by account, kind, owner and month, and finds a journal by any id: of a call, payment,
        refund, payout or dispute. A journal shows its entries, what it was booked for, and its place in the hash chain.
      </Text>
      <Heading>Reconciliation</Heading>
      <List
        items={[
          "The processor’s transactions beside our cash, by payment, refund and dispute. They are read every hour, and fees are booked as they are read.",
          "Transfers beside payouts, by attempt.",
          "Provider invoices beside our cost: a CSV file with day, model and amount_usd. Half a cent a line is rounding.",
        ]}
      />
      <Text>
        A difference is open until somebody notes what was found out. The note stays, and a difference whose amount
        changes is open again.
      </Text>
      <Heading>Who did what</Heading>
      <Text>The audit log has every deed with its person, day and subject, and is a download as well.</Text>
    </DocsArticle>
  );
}
