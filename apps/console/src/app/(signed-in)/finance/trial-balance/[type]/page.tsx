import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { EmptyState } from "@tollgate/ui/empty-state";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { BookOpen } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { accountName, isAccountType } from "../../../../../finance/account-names.ts";
import { Side } from "../../../../../finance/side.tsx";
import { entriesHref } from "../../../../../ledger/entry-query.ts";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { api } from "../../../../../trpc/server.tsx";

type Props = { params: Promise<{ type: string }>; searchParams: Promise<{ after?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: accountName((await params).type).name };
}

export default async function Accounts({ params, searchParams }: Props) {
  const { type } = await params;
  const { after } = await searchParams;
  if (!isAccountType(type)) notFound();
  const { finance } = await api();
  const [balance, { accounts, nextCursor }] = await Promise.all([
    finance.trialBalance(),
    orNotFound(finance.accounts({ type, cursor: after ?? null })),
  ]);
  const line = balance.lines.find((one) => one.type === type) ?? notFound();
  const { name, meaning } = accountName(type);
  const here = `/finance/trial-balance/${type}`;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Trial balance", href: "/finance/trial-balance" }]} />}
        title={name}
        lead={`${meaning}. Normally stands on the ${line.normalSide} side.`}
        actions={accounts.length > 0 ? <CsvLink href={`/api/exports/accounts/${type}`} /> : undefined}
      />
      <DataTable
        label={`Accounts of type ${name}`}
        rows={accounts}
        rowKey={(account) => account.accountId}
        rowHref={(account) => entriesHref({ types: [type], owner: account.owner })}
        empty={
          <EmptyState icon={BookOpen} title="No account of this type yet">
            The ledger opens an account when the first entry needs it.
          </EmptyState>
        }
        columns={[
          { key: "owner", header: "Owner", phone: "title", cell: (account) => account.ownerName },
          {
            key: "id",
            header: "Id",
            cell: (account) => (
              <code className="font-mono text-ink-muted text-sm" translate="no">
                {account.owner}
              </code>
            ),
          },
          { key: "updated", header: "Last entry", cell: (account) => <Timestamp at={account.updatedAt} /> },
          { key: "debit", header: "Debit", align: "right", cell: (account) => <Side nano={account.debitNano} /> },
          { key: "credit", header: "Credit", align: "right", cell: (account) => <Side nano={account.creditNano} /> },
        ]}
        totals={{
          owner: "All accounts",
          debit: <Side nano={line.debitNano} />,
          credit: <Side nano={line.creditNano} />,
        }}
        footer={
          after || nextCursor ? (
            <Pagination
              summary={`${line.accounts} accounts`}
              newerHref={after ? here : undefined}
              olderHref={nextCursor ? `${here}?after=${encodeURIComponent(nextCursor)}` : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
