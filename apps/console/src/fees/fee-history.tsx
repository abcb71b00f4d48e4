import { Badge } from "@tollgate/ui/badge";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { type Fee, feeWords, scopeName } from "./fee-words.ts";

const STATES: Readonly<Record<Fee["state"], ReactNode>> = {
  in_force: <Badge tone="positive">In force</Badge>,
  scheduled: <Badge tone="accent">Scheduled</Badge>,
  withdrawn: <Badge>Withdrawn</Badge>,
  replaced: <span className="text-ink-faint">Replaced</span>,
};

/** Every fee there ever was: a version is never changed, only followed by another. */
export function FeeHistory({ fees }: { fees: readonly Fee[] }) {
  return (
    <DataTable
      label="Published fees"
      rows={fees}
      rowKey={(fee) => fee.id}
      columns={[
        {
          key: "fee",
          header: "Fee",
          phone: "title",
          cell: (fee) => <span className="tabular font-medium">{feeWords(fee)}</span>,
        },
        { key: "for", header: "For", cell: (fee) => scopeName(fee.appliesTo) },
        { key: "state", header: "State", cell: (fee) => STATES[fee.state] },
        { key: "from", header: "Applies from", cell: (fee) => <Timestamp at={fee.effectiveAt} show="date" /> },
        { key: "by", header: "Set by", cell: (fee) => fee.createdBy ?? <Began /> },
        {
          key: "note",
          header: "Why",
          cell: (fee) => fee.note || <span className="text-ink-faint">–</span>,
          className: "sm:max-w-80",
        },
      ]}
    />
  );
}

function Began() {
  return <span className="text-ink-faint">Installation</span>;
}
