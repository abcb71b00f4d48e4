import { isMonth } from "@tollgate/ui/format/time";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { MonthPicker } from "@tollgate/ui/month-picker";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { InvoicesTable } from "../../../../reconciliation/invoices-table.tsx";
import { PullButton } from "../../../../reconciliation/pull-button.tsx";
import { Sides } from "../../../../reconciliation/sides.tsx";
import { UploadInvoice } from "../../../../reconciliation/upload-invoice.tsx";
import { VariancesTable } from "../../../../reconciliation/variances-table.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Reconciliation" };

export default async function Reconciliation({ searchParams }: { searchParams: Promise<{ month?: string }> }) {
  const current = new Date().toISOString().slice(0, 7);
  const { month = current } = await searchParams;
  if (!isMonth(month) || month > current) redirect("/finance/reconciliation");
  const { reconciliation } = await api();
  const [found, { providers, invoices }] = await Promise.all([
    reconciliation.variances({ month }),
    reconciliation.invoices({ month }),
  ]);
  return (
    <>
      <PageHeader
        title="Reconciliation"
        lead="Our books beside what others say: the processor’s transactions and transfers, and the providers’ invoices."
        actions={
          <>
            <MonthPicker month={month} last={current} path="/finance/reconciliation" />
            <PullButton />
            <CsvLink href={`/api/exports/variances?month=${month}`} />
          </>
        }
      />
      <div className="flex flex-col gap-10">
        <div className="flex flex-col gap-4">
          <Notice tone={found.pulledUntil ? "neutral" : "caution"}>
            {found.pulledUntil ? (
              <>
                The processor was asked <Timestamp at={found.pulledUntil} />; what we booked since is not compared yet.
              </>
            ) : (
              "The processor was not asked yet. It is asked every hour, and whenever you press the button."
            )}{" "}
            {found.beforeFirstNano !== 0n ? (
              <>
                <Money nano={found.beforeFirstNano} precision={2} /> of our cash is older than the processor’s first
                transaction and is compared with nothing.{" "}
              </>
            ) : null}
            <Link href={`/finance/reports/processor-cash?period=${month}`} className="underline">
              Processor balance and cash
            </Link>
          </Notice>
          <Sides sides={found.sides} month={month} />
        </div>
        <Section
          title="Differences"
          hint="By the month in which the thing first moved. A note gives a difference its state."
        >
          <VariancesTable variances={found.variances} month={month} />
        </Section>
        <Section
          title="Provider invoices"
          actions={<UploadInvoice month={month} providers={providers} />}
          hint={
            <Link href={`/finance/reports/provider-costs?period=${month}`} className="underline">
              By model and day
            </Link>
          }
        >
          <InvoicesTable invoices={invoices} month={month} />
        </Section>
      </div>
    </>
  );
}
