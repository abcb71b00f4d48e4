import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { DataTable } from "@tollgate/ui/table";
import type { Metadata } from "next";
import { accountName } from "../../../../finance/account-names.ts";
import { BalanceCheck } from "../../../../finance/balance-check.tsx";
import { Side } from "../../../../finance/side.tsx";
import { ReportDownloads } from "../../../../reports/report-downloads.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Trial balance" };

export default async function TrialBalance() {
  const { finance } = await api();
  const balance = await finance.trialBalance();
  return (
    <>
      <PageHeader
        title="Trial balance"
        lead="Every account of the ledger by type. Money is only ever moved, so debits and credits are equal at any moment."
        actions={<ReportDownloads href="/api/exports/trial-balance" />}
      />
      <div className="flex flex-col gap-6">
        <BalanceCheck balance={balance} />
        <DataTable
          label="Trial balance"
          rows={balance.lines}
          rowKey={(line) => line.type}
          rowHref={(line) => `/finance/trial-balance/${line.type}`}
          columns={[
            {
              key: "type",
              header: "Account type",
              phone: "title",
              cell: (line) => accountName(line.type).name,
            },
            {
              key: "meaning",
              header: "What it holds",
              phone: "hidden",
              cell: (line) => <span className="text-ink-muted">{accountName(line.type).meaning}</span>,
            },
            { key: "accounts", header: "Accounts", align: "right", cell: (line) => formatCount(line.accounts) },
            { key: "debit", header: "Debit", align: "right", cell: (line) => <Side nano={line.debitNano} /> },
            { key: "credit", header: "Credit", align: "right", cell: (line) => <Side nano={line.creditNano} /> },
          ]}
          totals={{
            type: "Total",
            debit: <Money nano={balance.debitNano} precision={9} />,
            credit: <Money nano={balance.creditNano} precision={9} />,
          }}
        />
      </div>
    </>
  );
}
