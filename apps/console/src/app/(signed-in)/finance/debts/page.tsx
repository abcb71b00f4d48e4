import { formatMoney } from "@tollgate/ui/format/money";
import { counted } from "@tollgate/ui/format/number";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import type { Metadata } from "next";
import { DebtsTable } from "../../../../corrections/debts-table.tsx";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Owed to us" };

const HERE = "/finance/debts";

export default async function Debts({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const { after } = await searchParams;
  const { finance } = await api();
  const { debts, nextCursor, count, totalNano } = await orNotFound(finance.debts({ cursor: after ?? null }));
  return (
    <>
      <PageHeader
        title="Owed to us"
        lead="Credit and payables below zero. A payable nets against what is earned next; what will not be made good is written off by two people."
        actions={count > 0 ? <CsvLink href="/api/exports/debts" /> : undefined}
      />
      <DebtsTable
        debts={debts}
        footer={
          count > 0 ? (
            <Pagination
              summary={`${counted(count, "account")}, ${formatMoney(totalNano, 4)} in all`}
              newerLabel="First page"
              newerHref={after ? HERE : undefined}
              olderLabel="Next"
              olderHref={nextCursor ? `${HERE}?after=${nextCursor}` : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
