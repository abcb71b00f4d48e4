import { EmptyState } from "@tollgate/ui/empty-state";
import { counted } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Pagination } from "@tollgate/ui/pagination";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { NotebookText } from "lucide-react";
import { accountName } from "../finance/account-names.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { type EntryQuery, entriesHref } from "./entry-query.ts";
import { journalKindName } from "./journal-kinds.ts";

type Props = { page: Outputs["ledger"]["entries"]; query: EntryQuery; cursor: string | null };

/** Entries, newest first, with the sum of all that fit. */
export function EntriesTable({ page, query, cursor }: Props) {
  return (
    <DataTable
      label="Entries"
      rows={page.entries}
      rowKey={(entry) => `${entry.journalId} ${entry.accountId}`}
      rowHref={(entry) => `/finance/ledger/${entry.journalId}`}
      columns={[
        { key: "kind", header: "Journal", phone: "title", cell: (entry) => journalKindName(entry.kind) },
        { key: "booked", header: "Booked", cell: (entry) => <Timestamp at={entry.bookedAt} /> },
        { key: "month", header: "Month", cell: (entry) => <span className="tabular">{entry.period}</span> },
        { key: "account", header: "Account", cell: (entry) => accountName(entry.type).name },
        {
          key: "owner",
          header: "Owner",
          cell: (entry) => (
            <Link
              href={entriesHref({ owner: entry.owner })}
              className="relative z-10 hover:underline"
              title={entry.owner}
            >
              {entry.ownerName}
            </Link>
          ),
        },
        {
          key: "amount",
          header: "Amount",
          align: "right",
          cell: (entry) => <Money nano={entry.amountNano} precision={9} tone="signed" />,
        },
        {
          key: "after",
          header: "Balance after",
          align: "right",
          cell: (entry) => <Money nano={entry.balanceAfter} precision={9} tone="muted" />,
        },
      ]}
      totals={{
        kind: counted(page.count, "entry", "entries"),
        amount: <Money nano={page.sumNano} precision={9} />,
      }}
      empty={
        <EmptyState icon={NotebookText} title="No entry fits">
          Nothing was booked that fits these filters.
        </EmptyState>
      }
      footer={
        cursor || page.nextCursor ? (
          <Pagination
            newerLabel="First page"
            newerHref={cursor ? entriesHref(query) : undefined}
            olderHref={page.nextCursor ? entriesHref(query, page.nextCursor) : undefined}
          />
        ) : undefined
      }
    />
  );
}
