import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Scale } from "lucide-react";
import type { ReactNode } from "react";
import { accountName } from "../finance/account-names.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Decide } from "./decide.tsx";

export type Correction = Outputs["finance"]["corrections"]["lines"][number];

export const CORRECTION_STATE = {
  requested: { tone: "caution", word: "Waits for another person" },
  posted: { tone: "positive", word: "Posted" },
  rejected: { tone: "neutral", word: "Rejected" },
} as const;

type Props = { lines: readonly Correction[]; viewerId: string; footer?: ReactNode };

/** Adjustments and refunds of calls; what waits can be decided by whoever did not ask for it. */
export function CorrectionsTable({ lines, viewerId, footer }: Props) {
  const columns: Column<Correction>[] = [
    { key: "what", header: "What", cell: (line) => <What line={line} />, phone: "title" },
    {
      key: "amount",
      header: "Amount",
      align: "right",
      cell: (line) => <Money nano={line.amountNano} precision="exact" />,
    },
    { key: "why", header: "Why", cell: (line) => <Why line={line} /> },
    { key: "asked", header: "Asked", cell: (line) => <Deed who={line.requestedBy} at={line.requestedAt} /> },
    {
      key: "state",
      header: "State",
      cell: (line) => (
        <div className="flex flex-col items-start gap-2">
          <StatusDot tone={CORRECTION_STATE[line.status].tone}>{CORRECTION_STATE[line.status].word}</StatusDot>
          {line.decidedAt ? <Deed who={line.decidedBy ?? "unknown"} at={line.decidedAt} /> : null}
          {line.status === "requested" ? <Decide line={line} isOwn={line.requestedById === viewerId} /> : null}
        </div>
      ),
    },
  ];
  return (
    <DataTable
      label="Adjustments and refunds"
      rows={lines}
      rowKey={(line) => line.id}
      columns={columns}
      footer={footer}
      empty={
        <EmptyState icon={Scale} title="Nothing is here">
          An adjustment or a write-off is asked for by one person of finance and posted by another. Refunds of calls are
          here as well.
        </EmptyState>
      }
    />
  );
}

function What({ line }: { line: Correction }) {
  return (
    <div className="min-w-0">
      <Link href={`/finance/adjustments/${line.id}`} className="font-medium underline-offset-4 hover:underline">
        {line.ownerName}
      </Link>
      <p className="font-normal text-ink-muted text-sm">{correctionWords(line)}</p>
    </div>
  );
}

function Why({ line }: { line: Correction }) {
  const about = line.callId ?? line.paymentId;
  return (
    <div className="max-w-sm min-w-0">
      <p className="break-words">{line.reason}</p>
      {about ? <code className="block truncate font-mono text-ink-faint text-xs">{about}</code> : null}
      {line.decisionNote ? <p className="break-words text-ink-muted text-sm">{line.decisionNote}</p> : null}
      {line.journalId ? (
        <code className="block truncate font-mono text-ink-faint text-xs" title="Journal">
          {line.journalId}
        </code>
      ) : null}
    </div>
  );
}

export function Deed({ who, at }: { who: string; at: Date }) {
  return (
    <span className="text-ink-muted text-sm">
      {who}, <Timestamp at={at} />
    </span>
  );
}

/** What kind of change it is, and who bears it. */
export function correctionWords({ kind, accountType, counterType }: Correction): string {
  if (kind === "call_refund") return "Refund of a call";
  if (kind === "write_off") return `Write-off · ${accountName(accountType).name}`;
  const other = counterType ? ` · borne by ${accountName(counterType).name.toLowerCase()}` : "";
  return `${accountName(accountType).name}${other}`;
}
