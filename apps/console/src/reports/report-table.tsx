import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Pagination } from "@tollgate/ui/pagination";
import { type Column, DataTable } from "@tollgate/ui/table";
import { FileSpreadsheet } from "lucide-react";
import type { ReportColumn, ReportRow, ReportView } from "./drill-href.ts";
import { ReportCell, ReportTotal } from "./report-cell.tsx";
import { reportHref } from "./report-query.ts";

const RIGHT: ReadonlySet<ReportColumn["kind"]> = new Set(["nano", "count", "basisPoints"]);

/** A page of a report, with the totals of all of it below. */
export function ReportTable({ view }: { view: ReportView }) {
  const shown = view.columns.filter(({ kind }) => kind !== "key");
  const columns = shown.map(
    (column, index): Column<ReportRow> => ({
      key: column.key,
      header: column.header,
      align: RIGHT.has(column.kind) ? "right" : "left",
      phone: index === 0 ? "title" : "line",
      className: "sm:whitespace-nowrap",
      cell: (row) => <ReportCell column={column} row={row} view={view} />,
    }),
  );
  const totals = shown
    .filter((column) => column.total)
    .map((column) => [column.key, <ReportTotal key={column.key} column={column} view={view} />] as const);
  const [first] = shown;
  return (
    <DataTable
      label={view.title}
      rows={view.rows}
      rowKey={(row) => view.columns.map(({ key }) => String(row[key])).join(" ")}
      columns={columns}
      totals={{ ...(first && { [first.key]: "Total" }), ...Object.fromEntries(totals) }}
      empty={
        <EmptyState icon={FileSpreadsheet} title="Nothing to report">
          There is nothing of this kind in the period.
        </EmptyState>
      }
      footer={view.pages > 1 || view.page > 1 ? <Pages view={view} /> : undefined}
    />
  );
}

function Pages({ view: { id, period, page, pages, rowCount } }: { view: ReportView }) {
  return (
    <Pagination
      summary={`Page ${page} of ${pages}, ${formatCount(rowCount)} lines`}
      newerLabel="Back"
      newerHref={page > 1 ? reportHref(id, period, page - 1) : undefined}
      olderLabel="Next"
      olderHref={page < pages ? reportHref(id, period, page + 1) : undefined}
    />
  );
}
