import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { PeriodPicker } from "../../../../../reports/period-picker.tsx";
import { ReportChecks } from "../../../../../reports/report-checks.tsx";
import { ReportDownloads } from "../../../../../reports/report-downloads.tsx";
import { type ReportParams, readPage } from "../../../../../reports/report-query.ts";
import { ReportTable } from "../../../../../reports/report-table.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { api } from "../../../../../trpc/server.tsx";

type Props = { params: Promise<{ report: string }>; searchParams: Promise<ReportParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { reports } = await api();
  const [{ report }, known] = await Promise.all([params, reports.list()]);
  return { title: known.find(({ id }) => id === report)?.title ?? "Report" };
}

export default async function Report({ params, searchParams }: Props) {
  const [{ report }, query] = await Promise.all([params, searchParams]);
  const { reports } = await api();
  const view = await orNotFound(reports.get({ report, period: query.period ?? null, page: readPage(query) }));
  const download = `/api/exports/reports/${view.id}?period=${view.periodKind === "now" ? "" : view.period}`;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Reports", href: "/finance/reports" }]} />}
        title={view.title}
        lead={view.lead}
        actions={
          <>
            <PeriodPicker report={view.id} kind={view.periodKind} period={view.period} now={view.asOf} />
            <ReportDownloads href={download} />
          </>
        }
      />
      <div className="flex flex-col gap-6">
        <ReportChecks checks={view.checks} />
        <ReportTable view={view} />
      </div>
    </>
  );
}
