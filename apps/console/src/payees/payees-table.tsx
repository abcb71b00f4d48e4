import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Contact } from "lucide-react";
import type { ReactNode } from "react";
import { Beneath } from "../finance/beneath.tsx";
import { entriesHref } from "../ledger/entry-query.ts";
import { missingWords } from "../payouts/missing-words.ts";
import { type Payee, payeeStanding, taxFormName } from "./payee-words.ts";
import { RecordTaxForm } from "./record-tax-form.tsx";

const PAYABLES = ["provider_payable", "builder_payable"] as const;

const COLUMNS: Column<Payee>[] = [
  {
    key: "who",
    header: "Payee",
    phone: "title",
    cell: ({ workspaceId, name, country }) => (
      <span className="block min-w-0">
        <Link
          href={`/finance/ledger?owner=${workspaceId}`}
          className="block truncate font-medium underline-offset-4 hover:underline"
        >
          {name}
        </Link>
        <span className="block font-normal text-ink-faint text-sm">{country.toUpperCase()}</span>
      </span>
    ),
  },
  { key: "standing", header: "State", cell: (payee) => <Standing payee={payee} /> },
  { key: "tax", header: "Tax form", cell: (payee) => <TaxForm payee={payee} /> },
  {
    key: "payable",
    header: "Owed",
    align: "right",
    cell: ({ workspaceId, payableNano }) => (
      <Beneath href={entriesHref({ types: PAYABLES, owner: workspaceId })}>
        <Money nano={payableNano} precision={2} />
      </Beneath>
    ),
  },
  {
    key: "paid",
    header: "Paid this year",
    align: "right",
    cell: ({ workspaceId, paidThisYearNano }) => (
      <Beneath
        href={entriesHref({
          ...{ types: PAYABLES, kinds: ["payout_start", "payout_failed"], owner: workspaceId },
          ...{ month: new Date().toISOString().slice(0, 7), span: "year" },
        })}
      >
        <Money nano={paidThisYearNano} precision={2} />
      </Beneath>
    ),
  },
  {
    key: "act",
    header: <span className="sr-only">Act</span>,
    phone: "actions",
    cell: (payee) => <RecordTaxForm payee={payee} />,
  },
];

function Standing({ payee }: { payee: Payee }) {
  const { tone, word } = payeeStanding(payee);
  const why =
    payee.pauseNote ?? (payee.missing.length > 0 ? payee.missing.map(missingWords).join(", ") : payee.bankProblem);
  return (
    <span className="flex max-w-64 flex-col max-sm:items-end">
      <StatusDot tone={tone}>{word}</StatusDot>
      {why ? <span className="break-words text-ink-muted text-sm max-sm:text-right">{why}</span> : null}
    </span>
  );
}

function TaxForm({ payee: { taxForm, taxFormKind, taxFormBy, taxFormAt, taxFormNote } }: { payee: Payee }) {
  if (taxForm !== "accepted")
    return (
      <span className="text-ink-muted">{taxForm === "submitted" ? "with the processor, not seen" : "not given"}</span>
    );
  return (
    <span className="flex max-w-56 flex-col max-sm:items-end">
      <span>{taxFormKind ? taxFormName(taxFormKind) : "seen"}</span>
      {taxFormAt ? (
        <span className="text-ink-muted text-sm">
          {taxFormBy ?? "somebody"}, <Timestamp at={taxFormAt} show="date" />
        </span>
      ) : null}
      {taxFormNote ? <span className="break-words text-ink-faint text-sm">{taxFormNote}</span> : null}
    </span>
  );
}

type Props = { payees: readonly Payee[]; footer?: ReactNode; isNarrowed: boolean };

export function PayeesTable({ payees, footer, isNarrowed }: Props) {
  return (
    <DataTable
      label="Payees"
      rows={payees}
      rowKey={({ workspaceId }) => workspaceId}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={Contact} title={isNarrowed ? "No payee is like this" : "Nobody has set up payouts"}>
          {isNarrowed
            ? "Take a filter away to see more."
            : "Builders and providers who set up payouts appear here, with what the processor still asks of them."}
        </EmptyState>
      }
    />
  );
}
