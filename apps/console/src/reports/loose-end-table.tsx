import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { looseEndHref } from "./loose-end-href.ts";

type List = Outputs["reports"]["looseEnd"];
type Item = List["items"][number];
type Props = { list: List; isOperator: boolean; footer?: ReactNode };

/** What was begun and has not ended, one by one. */
export function LooseEndTable({ list, isOperator, footer }: Props) {
  const columns: Column<Item>[] = [
    {
      key: "id",
      header: "What",
      phone: "title",
      cell: (item) => <Name id={item.id} href={looseEndHref(list.end, item.id, isOperator)} />,
    },
    { key: "since", header: "Since", cell: (item) => <Timestamp at={item.at} /> },
    { key: "whose", header: "Whose", cell: (item) => <Owner item={item} /> },
    {
      key: "note",
      header: "Said of it",
      cell: (item) => <span className="break-words text-ink-muted">{item.note || "–"}</span>,
    },
    {
      key: "amount",
      header: "Amount",
      align: "right",
      cell: (item) =>
        item.nano === null ? <span className="text-ink-faint">–</span> : <Money nano={item.nano} precision={4} />,
    },
  ];
  return (
    <DataTable
      label={list.what}
      rows={list.items}
      rowKey={(item) => item.id}
      columns={columns}
      footer={footer}
      empty={
        <EmptyState icon={CircleCheck} title="Nothing is open">
          What was begun has ended. This page shows the present moment.
        </EmptyState>
      }
    />
  );
}

function Name({ id, href }: { id: string; href: string | null }) {
  const look = "break-all font-mono text-sm";
  if (!href)
    return (
      <span className={look} translate="no">
        {id}
      </span>
    );
  return (
    <Link
      href={href}
      className={`${look} underline decoration-line-control underline-offset-3 hover:decoration-current`}
    >
      {id}
    </Link>
  );
}

function Owner({ item: { owner, ownerName } }: { item: Item }) {
  if (!owner) return <span className="text-ink-faint">–</span>;
  return (
    <Link href={`/finance/ledger?owner=${encodeURIComponent(owner)}`} className="underline-offset-4 hover:underline">
      {ownerName}
    </Link>
  );
}
