import { EmptyState } from "@tollgate/ui/empty-state";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { RecoveryActions } from "./recovery-actions.tsx";
import { RECOVERY_STATE, type Recovery } from "./recovery-words.ts";

const DUTIES = { none: null, finance: "Finance", operator: "Operator" } as const;

const COLUMNS: Column<Recovery>[] = [
  {
    key: "who",
    header: "Person",
    phone: "title",
    cell: ({ person }) => (
      <span className="block min-w-0">
        <span className="block font-medium">{person.name}</span>
        <span className="block truncate font-normal text-ink-muted text-sm">
          {[person.email, DUTIES[person.duty]].filter(Boolean).join(" · ")}
        </span>
      </span>
    ),
  },
  {
    key: "reason",
    header: "What they say",
    cell: ({ reason, device, ip }) => (
      <span className="block max-w-96 min-w-0 max-sm:text-right">
        <span className="block break-words">{reason}</span>
        <span className="block text-ink-muted text-sm">
          {device}
          {ip ? ` from ${ip}` : ""}
        </span>
      </span>
    ),
  },
  {
    key: "state",
    header: "State",
    cell: ({ state, decidedBy, decidedAt, note }) => (
      <span className="flex flex-col max-sm:items-end">
        <StatusDot tone={RECOVERY_STATE[state].tone}>{RECOVERY_STATE[state].word}</StatusDot>
        {decidedAt ? (
          <span className="text-ink-muted text-sm">
            {decidedBy}, <Timestamp at={decidedAt} />
          </span>
        ) : null}
        {note ? <span className="max-w-56 break-words text-ink-muted text-sm">{note}</span> : null}
      </span>
    ),
  },
  { key: "asked", header: "Asked", cell: ({ requestedAt }) => <Timestamp at={requestedAt} /> },
  {
    key: "act",
    header: <span className="sr-only">Act</span>,
    phone: "actions",
    cell: (one) =>
      one.mayDecide ? (
        <RecoveryActions one={{ id: one.id, email: one.person.email }} />
      ) : one.state === "open" ? (
        <span className="text-ink-muted text-sm">Yours: another operator decides.</span>
      ) : null,
  },
];

type Props = { recoveries: readonly Recovery[]; footer?: ReactNode; isNarrowed: boolean };

export function RecoveryTable({ recoveries, footer, isNarrowed }: Props) {
  return (
    <DataTable
      label="Requests"
      rows={recoveries}
      rowKey={({ id }) => id}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={ShieldCheck} title={isNarrowed ? "No request is like this" : "Nobody is locked out"}>
          {isNarrowed
            ? "Take a filter away to see more."
            : "Who loses their authenticator app and their recovery codes asks here, from the page that asks for the code."}
        </EmptyState>
      }
    />
  );
}
