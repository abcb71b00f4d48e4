import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { formatCount } from "@tollgate/ui/format/number";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { LooseEndTable } from "../../../../../reports/loose-end-table.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { viewer } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Loose ends" };

export default async function LooseEnd({ params }: { params: Promise<{ end: string }> }) {
  const [{ end }, { reports }, { duties }] = await Promise.all([params, api(), viewer()]);
  const list = await orNotFound(reports.looseEnd({ end }));
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: "Reports", href: "/finance/reports" },
              { label: "Loose ends", href: "/finance/reports/loose-ends" },
            ]}
          />
        }
        title={list.what}
        lead={`Oldest first. Usual time: ${list.patience}.`}
        actions={list.items.length > 0 ? <CsvLink href={`/api/exports/loose-ends/${list.end}`} /> : undefined}
      />
      <LooseEndTable
        list={list}
        isOperator={duties.includes("operator")}
        footer={
          list.items.length < list.count
            ? `The oldest ${formatCount(list.items.length)} of ${formatCount(list.count)}.`
            : undefined
        }
      />
    </>
  );
}
