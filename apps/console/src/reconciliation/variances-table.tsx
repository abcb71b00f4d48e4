import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { CircleCheck } from "lucide-react";
import { NoteVariance } from "./note-variance.tsx";
import { AREA_WORDS, STATE_WORDS, type Variance, varianceWords } from "./variance-words.ts";

/** What differs, each with the two amounts, where finance stands with it and what it found out. */
export function VariancesTable({ variances, month }: { variances: readonly Variance[]; month: string }) {
  return (
    <DataTable
      label="Differences"
      rows={variances}
      rowKey={(one) => `${one.area} ${one.key}`}
      columns={[
        { key: "what", header: "What", phone: "title", cell: (one) => <What variance={one} /> },
        { key: "since", header: "Since", cell: (one) => <Timestamp at={one.since} /> },
        { key: "ours", header: "Ours", align: "right", cell: (one) => <Money nano={one.oursNano} precision={2} /> },
        {
          key: "theirs",
          header: "Theirs",
          align: "right",
          cell: (one) => <Money nano={one.theirsNano} precision={2} />,
        },
        {
          key: "difference",
          header: "Difference",
          align: "right",
          cell: (one) => <Money nano={one.differenceNano} tone="signed" className="font-medium" />,
        },
        { key: "state", header: "State", cell: (one) => <Standing variance={one} /> },
        { key: "act", header: "", phone: "actions", cell: (one) => <NoteVariance variance={one} month={month} /> },
      ]}
      empty={
        <EmptyState icon={CircleCheck} title="Nothing differs">
          As far as the processor was asked and invoices were uploaded, both sides say the same.
        </EmptyState>
      }
    />
  );
}

function What({ variance }: { variance: Variance }) {
  const { area, subject, journalId } = variance;
  return (
    <div className="min-w-0 max-w-sm">
      <p>{varianceWords(variance)}</p>
      <p className="text-ink-muted text-sm">{AREA_WORDS[area].name}</p>
      {area === "invoices" ? (
        <p className="break-all font-mono text-ink-faint text-xs">{subject}</p>
      ) : (
        <a
          href={`/finance/ledger/find?id=${encodeURIComponent(journalId ?? subject.replace(/:\d+$/, ""))}`}
          className="break-all font-mono text-ink-muted text-xs underline"
        >
          {subject}
        </a>
      )}
    </div>
  );
}

function Standing({ variance: { state, note, notedBy, notedAt } }: { variance: Variance }) {
  const { tone, word } = STATE_WORDS[state];
  return (
    <div className="flex max-w-xs flex-col items-start gap-1">
      <StatusDot tone={tone}>{word}</StatusDot>
      {note ? <p className="break-words text-sm">{note}</p> : null}
      {notedAt ? (
        <p className="text-ink-muted text-sm">
          {notedBy ?? "unknown"}, <Timestamp at={notedAt} />
        </p>
      ) : null}
    </div>
  );
}
