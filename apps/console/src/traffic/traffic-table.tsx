import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { type Column, DataTable } from "@tollgate/ui/table";
import type { ReactNode } from "react";
import { passedOverWords } from "../calls/attempt-words.ts";
import { EndpointBadge } from "../endpoints/endpoint-state.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { mostOf, sumOf } from "./reason-table.tsx";

export type EndpointTraffic = Outputs["endpoints"]["traffic"]["endpoints"][number];

type Props = {
  rows: readonly EndpointTraffic[];
  hrefOf: (row: EndpointTraffic) => string;
  empty?: ReactNode;
  footer?: ReactNode;
  /** All endpoints of the period, whose sums stand below. */
  together?: readonly EndpointTraffic[];
};

/** What endpoints served and earned in a period, and where routing went past them. */
export function TrafficTable({ rows, hrefOf, empty, footer, together }: Props) {
  return (
    <DataTable
      label="Traffic by endpoint"
      rows={rows}
      rowKey={(row) => row.endpointId}
      rowHref={hrefOf}
      footer={footer}
      empty={empty}
      columns={COLUMNS}
      totals={
        together && {
          model: "Together",
          served: formatCount(together.reduce((sum, one) => sum + one.served, 0)),
          earned: <Money nano={together.reduce((sum, one) => sum + one.earnedNano, 0n)} precision={4} />,
        }
      }
    />
  );
}

const COLUMNS: readonly Column<EndpointTraffic>[] = [
  {
    key: "model",
    header: "Endpoint",
    phone: "title",
    cell: (row) => (
      <span className="flex min-w-0 flex-col">
        {row.modelName}
        <span className="font-normal text-ink-faint text-xs">{row.provider}</span>
      </span>
    ),
  },
  { key: "state", header: "State", cell: (row) => <EndpointBadge state={row.state} /> },
  { key: "served", header: "Served", align: "right", cell: (row) => formatCount(row.served) },
  { key: "share", header: "Share of model", align: "right", cell: (row) => share(row.served, row.modelServed) },
  { key: "uptime", header: "Uptime", align: "right", cell: (row) => share(row.served, row.served + row.failed) },
  { key: "passed", header: "Passed over", align: "right", cell: (row) => <PassedOver row={row} /> },
  {
    key: "earned",
    header: "Earned",
    align: "right",
    cell: (row) => <Money nano={row.earnedNano} precision={4} />,
  },
];

/** Whether anything came to an endpoint, or was kept from it, or earned. */
export function hadTraffic({ served, failed, passedOver, earnedNano }: EndpointTraffic): boolean {
  return served + failed + sumOf(passedOver) > 0 || earnedNano !== 0n;
}

function share(part: number, whole: number): string {
  return whole > 0 ? formatShare(part / whole) : "–";
}

/** How often, and for what most often. */
function PassedOver({ row }: { row: EndpointTraffic }) {
  const count = sumOf(row.passedOver);
  if (count === 0) return <span className="text-ink-faint">0</span>;
  const most = mostOf(row.passedOver);
  return (
    <span className="flex flex-col items-end">
      {formatCount(count)}
      {most ? <span className="text-ink-faint text-xs">{passedOverWords(most)}</span> : null}
    </span>
  );
}
