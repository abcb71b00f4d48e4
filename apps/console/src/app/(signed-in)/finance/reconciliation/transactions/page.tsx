import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { formatMonth, isMonth } from "@tollgate/ui/format/time";
import { MonthPicker } from "@tollgate/ui/month-picker";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { TransactionsTable } from "../../../../../reconciliation/transactions-table.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Processor’s transactions" };

const HERE = "/finance/reconciliation/transactions";

type Params = { month?: string; category?: string; after?: string };

export default async function Transactions({ searchParams }: { searchParams: Promise<Params> }) {
  const current = new Date().toISOString().slice(0, 7);
  const { month = current, category, after } = await searchParams;
  if (!isMonth(month) || month > current) redirect(HERE);
  const { reconciliation } = await api();
  const { transactions, nextCursor } = await orNotFound(
    reconciliation.transactions({ month, category: category ?? null, cursor: after ?? null }),
  );
  const shown = { month, ...(category && { category }) };
  const href = (next?: string) => `${HERE}?${new URLSearchParams({ ...shown, ...(next && { after: next }) })}`;
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs crumbs={[{ label: "Reconciliation", href: `/finance/reconciliation?month=${month}` }]} />
        }
        title="Processor’s transactions"
        lead={`What moved our balance at the processor in ${formatMonth(month)}${category ? `, of the category ${category.replaceAll("_", " ")}` : ""}, in its own words.`}
        actions={
          <>
            <MonthPicker month={month} last={current} path={HERE} />
            {transactions.length > 0 ? (
              <CsvLink href={`/api/exports/processor-transactions?${new URLSearchParams(shown)}`} />
            ) : null}
          </>
        }
      />
      <TransactionsTable
        transactions={transactions}
        footer={
          after || nextCursor ? (
            <Pagination
              newerLabel="First page"
              newerHref={after ? href() : undefined}
              olderLabel="Next"
              olderHref={nextCursor ? href(nextCursor) : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
