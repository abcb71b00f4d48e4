import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { type Health, jobWords } from "./health-words.ts";

/** When each periodic job last came to its end. */
export function WatermarksTable({ watermarks }: Pick<Health, "watermarks">) {
  return (
    <DataTable
      label="Periodic jobs"
      rows={watermarks}
      rowKey={(row) => row.job}
      empty="No periodic job has run yet."
      columns={[
        {
          key: "job",
          header: "Job",
          phone: "title",
          cell: (row) => <span title={row.job}>{jobWords(row.job)}</span>,
        },
        { key: "at", header: "Last pass", align: "right", cell: (row) => <Timestamp at={row.at} /> },
      ]}
    />
  );
}
