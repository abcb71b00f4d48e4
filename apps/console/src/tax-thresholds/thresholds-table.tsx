import { Badge } from "@tollgate/ui/badge";
import { EmptyState } from "@tollgate/ui/empty-state";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { countryName, type TaxThreshold, thresholdWords } from "./threshold-words.ts";
import { WithdrawThreshold } from "./withdraw-threshold.tsx";

const STATES: Readonly<Record<TaxThreshold["state"], ReactNode>> = {
  in_force: <Badge tone="positive">In force</Badge>,
  scheduled: <Badge tone="accent">Scheduled</Badge>,
  withdrawn: <Badge>Withdrawn</Badge>,
  replaced: <span className="text-ink-faint">Replaced</span>,
};

const COLUMNS: Column<TaxThreshold>[] = [
  {
    key: "form",
    header: "Form",
    phone: "title",
    cell: ({ form, country }) => (
      <span className="flex flex-col">
        <span className="font-medium">{form}</span>
        <span className="text-ink-faint text-sm">{countryName(country)}</span>
      </span>
    ),
  },
  { key: "state", header: "State", cell: ({ state }) => STATES[state] },
  {
    key: "threshold",
    header: "Due",
    cell: (threshold) => (
      <span className="flex flex-col max-sm:items-end">
        <span className="tabular whitespace-nowrap">{thresholdWords(threshold)}</span>
        {threshold.inLaw ? <span className="tabular text-ink-faint text-sm">{threshold.inLaw}</span> : null}
      </span>
    ),
  },
  { key: "from", header: "Applies from", cell: ({ effectiveOn }) => <Timestamp at={effectiveOn} show="date" /> },
  {
    key: "source",
    header: "By which law",
    cell: ({ source }) => source,
    className: "max-sm:text-right sm:max-w-96 text-sm",
  },
  {
    key: "by",
    header: "Set by",
    cell: ({ createdBy, note }) => (
      <span className="flex flex-col max-sm:items-end">
        {createdBy ?? <span className="text-ink-faint">Installation</span>}
        {note ? <span className="text-ink-faint text-sm">{note}</span> : null}
      </span>
    ),
    className: "max-sm:text-right sm:max-w-60",
  },
  {
    key: "act",
    header: <span className="sr-only">Act</span>,
    phone: "actions",
    align: "right",
    cell: (threshold) => (threshold.state === "scheduled" ? <WithdrawThreshold threshold={threshold} /> : null),
  },
];

/** Every threshold there ever was: a version is never changed, only followed by another. */
export function ThresholdsTable({ thresholds }: { thresholds: readonly TaxThreshold[] }) {
  return (
    <DataTable
      label="Tax thresholds"
      rows={thresholds}
      rowKey={({ id }) => id}
      columns={COLUMNS}
      empty={
        <EmptyState icon={FileText} title="No thresholds">
          Set the yearly amounts from which the countries of your payees ask for a tax form.
        </EmptyState>
      }
    />
  );
}
