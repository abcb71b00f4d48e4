import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { History } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { Changes } from "./difference.tsx";

type Review = Outputs["operator"]["catalogue"];

const THE_PLATFORM = "The platform itself";

export function Runs({ runs }: { runs: Review["runs"] }) {
  return (
    <DataTable
      label="Times it was taken over"
      rows={runs}
      rowKey={({ at }) => at.toISOString()}
      empty={
        <EmptyState icon={History} title="Not taken over yet">
          Models come with the first time.
        </EmptyState>
      }
      columns={[
        { key: "at", header: "When (UTC)", phone: "title", cell: ({ at }) => <Timestamp at={at} show="minute" /> },
        { key: "by", header: "By", cell: ({ by }) => by ?? THE_PLATFORM },
        { key: "added", header: "New", align: "right", cell: ({ added }) => formatCount(added) },
        { key: "changed", header: "Changed", align: "right", cell: ({ changed }) => formatCount(changed) },
      ]}
    />
  );
}

export function PriceHistory({ versions }: { versions: Review["priceHistory"] }) {
  return (
    <DataTable
      label="List prices that changed"
      rows={versions}
      rowKey={({ id }) => id}
      empty={
        <EmptyState icon={History} title="No list price has changed yet">
          Each one that does is kept here with the price before it.
        </EmptyState>
      }
      columns={[
        {
          key: "model",
          header: "Model",
          phone: "title",
          cell: ({ modelId }) => <span className="break-all">{modelId}</span>,
        },
        { key: "at", header: "When (UTC)", cell: ({ at }) => <Timestamp at={at} show="minute" /> },
        { key: "by", header: "By", cell: ({ by }) => by ?? THE_PLATFORM },
        { key: "changes", header: "USD per million", cell: ({ changes }) => <Changes changes={changes} /> },
      ]}
    />
  );
}
