import { formatCount } from "@tollgate/ui/format/number";
import { DataTable } from "@tollgate/ui/table";
import { type Health, jobWords } from "./health-words.ts";

/** Jobs of each queue by where they stand. */
export function QueuesTable({ queues }: Pick<Health, "queues">) {
  return (
    <DataTable
      label="Queues"
      rows={queues ?? []}
      rowKey={(row) => row.name}
      empty="Redis does not answer, so the queues cannot be counted."
      columns={[
        { key: "name", header: "Queue", phone: "title", cell: (row) => jobWords(row.name) },
        { key: "active", header: "Running", align: "right", cell: (row) => formatCount(row.active) },
        { key: "waiting", header: "Waiting", align: "right", cell: (row) => formatCount(row.waiting) },
        { key: "delayed", header: "For later", align: "right", cell: (row) => formatCount(row.delayed) },
        {
          key: "failed",
          header: "Failed",
          align: "right",
          cell: (row) => (
            <span className={row.failed > 0 ? "font-medium text-critical-text" : "text-ink-faint"}>
              {formatCount(row.failed)}
            </span>
          ),
        },
      ]}
    />
  );
}
