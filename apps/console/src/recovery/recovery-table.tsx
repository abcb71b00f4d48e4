import { EmptyState } from "@tollgate/ui/empty-state";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ShieldCheck } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { RecoveryActions } from "./recovery-actions.tsx";

type Recovery = Outputs["operator"]["recoveries"][number];

const STATES = {
  open: { word: "Waits for you", tone: "caution" },
  approved: { word: "Approved", tone: "positive" },
  rejected: { word: "Rejected", tone: "neutral" },
  withdrawn: { word: "Withdrawn", tone: "neutral" },
  over: { word: "Over", tone: "neutral" },
} as const satisfies Record<Recovery["state"], { word: string; tone: string }>;

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
        <StatusDot tone={STATES[state].tone}>{STATES[state].word}</StatusDot>
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

export function RecoveryTable({ recoveries }: { recoveries: readonly Recovery[] }) {
  return (
    <DataTable
      label="Requests"
      rows={recoveries}
      rowKey={({ id }) => id}
      columns={COLUMNS}
      empty={
        <EmptyState icon={ShieldCheck} title="Nobody is locked out">
          Who loses their authenticator app and their recovery codes asks here, from the page that asks for the code.
        </EmptyState>
      }
    />
  );
}
