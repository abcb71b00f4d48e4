import { Button } from "@tollgate/ui/button";
import { isMonth } from "@tollgate/ui/format/time";
import { Link } from "@tollgate/ui/link";
import { MonthPicker } from "@tollgate/ui/month-picker";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ClosingSteps } from "../../../../finance/closing-steps.tsx";
import { MonthPanel } from "../../../../finance/month-panel.tsx";
import { RunsTable } from "../../../../finance/runs-table.tsx";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Payouts" };

type Props = { searchParams: Promise<{ month?: string | string[] }> };

export default async function Payouts({ searchParams }: Props) {
  const asked = (await searchParams).month;
  const { finance, reports } = await api();
  const { runs, currentMonth, lastMonth } = await finance.runs();
  const month = asked ?? lastMonth;
  if (typeof month !== "string" || !isMonth(month) || month > currentMonth) redirect("/finance/payouts");
  const [preview, steps] = await Promise.all([finance.previewRun({ month }), reports.closingChecklist({ month })]);
  const run = runs.find((one) => one.month === month && !one.isSuperseded);
  return (
    <>
      <PageHeader
        title="Payouts"
        lead="Close a month, compute what each provider and builder is owed, and read it before anybody approves it."
        actions={
          <>
            <Button asChild>
              <Link href="/finance/payouts/terms">Terms</Link>
            </Button>
            <MonthPicker month={month} last={currentMonth} path="/finance/payouts" />
          </>
        }
      />
      <div className="flex flex-col gap-10">
        {run?.status === "executing" || run?.status === "done" ? null : <ClosingSteps month={month} steps={steps} />}
        <MonthPanel preview={preview} run={run} />
        <Section
          title="All runs"
          hint="A month that gives other statements when computed again gets a new revision."
          actions={runs.length > 0 ? <CsvLink href="/api/exports/payout-runs" size="sm" /> : undefined}
        >
          <RunsTable runs={runs} />
        </Section>
      </div>
    </>
  );
}
