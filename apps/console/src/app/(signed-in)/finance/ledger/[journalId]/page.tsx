import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody } from "@tollgate/ui/card";
import { counted, formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { DataTable } from "@tollgate/ui/table";
import type { Metadata } from "next";
import { accountName } from "../../../../../finance/account-names.ts";
import { Side } from "../../../../../finance/side.tsx";
import { BookedCallsTable } from "../../../../../ledger/booked-calls-table.tsx";
import { entriesHref } from "../../../../../ledger/entry-query.ts";
import { JournalFacts } from "../../../../../ledger/journal-facts.tsx";
import { journalKindName } from "../../../../../ledger/journal-kinds.ts";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Journal" };

const least = (nano: bigint) => (nano < 0n ? -nano : 0n);

export default async function Journal({ params }: { params: Promise<{ journalId: string }> }) {
  const { journalId } = await params;
  const { ledger } = await api();
  const journal = await orNotFound(ledger.journal({ journalId }));
  const { legs, calls, callCount } = journal;
  const debits = legs.reduce((sum, leg) => sum + least(leg.amountNano), 0n);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Ledger", href: "/finance/ledger" }]} />}
        title={journalKindName(journal.kind)}
        lead={
          <code className="break-all font-mono text-sm" translate="no">
            {journal.id}
          </code>
        }
      />
      <div className="flex flex-col gap-10">
        <Card>
          <CardBody>
            <JournalFacts journal={journal} />
          </CardBody>
        </Card>
        <Section title="Entries">
          <DataTable
            label="Entries of the journal"
            rows={legs}
            rowKey={(leg) => leg.accountId}
            columns={[
              { key: "account", header: "Account", phone: "title", cell: (leg) => accountName(leg.type).name },
              {
                key: "owner",
                header: "Owner",
                cell: (leg) => (
                  <Link href={entriesHref({ owner: leg.owner })} className="hover:underline" title={leg.owner}>
                    {leg.ownerName}
                  </Link>
                ),
              },
              { key: "debit", header: "Debit", align: "right", cell: (leg) => <Side nano={least(leg.amountNano)} /> },
              {
                key: "credit",
                header: "Credit",
                align: "right",
                cell: (leg) => <Side nano={least(-leg.amountNano)} />,
              },
              {
                key: "after",
                header: "Balance after",
                align: "right",
                cell: (leg) => <Money nano={leg.balanceAfter} precision={9} tone="muted" />,
              },
            ]}
            totals={{ account: "Total", debit: <Side nano={debits} />, credit: <Side nano={debits} /> }}
          />
        </Section>
        {callCount > 0 ? (
          <Section title={counted(callCount, "call")}>
            <BookedCallsTable
              calls={calls}
              footer={callCount > calls.length ? `The first ${calls.length} of ${formatCount(callCount)}.` : undefined}
            />
          </Section>
        ) : null}
      </div>
    </>
  );
}
