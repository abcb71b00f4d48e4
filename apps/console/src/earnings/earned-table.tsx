import { EmptyState } from "@tollgate/ui/empty-state";
import { formatBasisPoints, formatCount } from "@tollgate/ui/format/number";
import { sharesOf } from "@tollgate/ui/format/split";
import { DataTable } from "@tollgate/ui/table";
import { ChartNoAxesColumn } from "lucide-react";
import { Amount } from "../finance/amount.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Row = Outputs["earnings"]["get"]["byModel"][number];
type Props = { label: string; what: string; rows: readonly Row[]; hrefOf?: (row: Row) => string; shown?: number };

function Share({ basisPoints }: { basisPoints: number }) {
  return (
    <span className="flex items-center gap-2.5 sm:justify-end">
      <span aria-hidden="true" className="telling-colour h-1.5 w-10 overflow-hidden rounded-full bg-hover">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${basisPoints / 100}%` }} />
      </span>
      <span className="w-12 text-right text-ink-muted">{formatBasisPoints(Math.round(basisPoints / 10) * 10)}</span>
    </span>
  );
}

/** What earned, largest first. */
export function EarnedTable({ label, what, rows, hrefOf, shown = 8 }: Props) {
  const shares = sharesOf(rows.map((row) => (row.earnedNano > 0n ? row.earnedNano : 0n)));
  const withShares = rows.map((row, index) => ({ ...row, basisPoints: shares[index] ?? 0 }));
  const rest = rows.length - shown;
  return (
    <DataTable
      label={label}
      rows={withShares.slice(0, shown)}
      rowKey={(row) => row.id}
      rowHref={hrefOf}
      empty={
        <EmptyState icon={ChartNoAxesColumn} title="Nothing in this period">
          Choose a longer one, or look again when calls have been settled.
        </EmptyState>
      }
      footer={rest > 0 ? `and ${rest} more, in the total above` : undefined}
      columns={[
        {
          key: "name",
          header: what,
          phone: "title",
          cell: (row) => (
            <span title={row.name} className="line-clamp-2 [overflow-wrap:anywhere]">
              {row.name}
            </span>
          ),
        },
        { key: "calls", header: "Calls", align: "right", cell: (row) => formatCount(row.calls) },
        { key: "share", header: "Share", align: "right", cell: (row) => <Share basisPoints={row.basisPoints} /> },
        {
          key: "earned",
          header: "Earned",
          align: "right",
          cell: (row) => <Amount nano={row.earnedNano} precision={4} />,
        },
      ]}
    />
  );
}
