import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { accountName } from "../finance/account-names.ts";
import { Amount } from "../finance/amount.tsx";
import { drillHref, type ReportColumn, type ReportRow, type ReportView } from "./drill-href.ts";

type Cell = ReportRow[string];

/** One cell of a report; a number that is made of something leads there. */
export function ReportCell({ column, row, view }: { column: ReportColumn; row: ReportRow; view: ReportView }) {
  const cell = row[column.key] ?? null;
  const href = isNothing(cell) ? null : drillHref(column, row, view);
  return (
    <Drilled href={href}>
      <Shown column={column} cell={cell} />
    </Drilled>
  );
}

function Drilled({ href, children }: { href: string | null; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} className="underline decoration-line-control underline-offset-3 hover:decoration-current">
      {children}
    </Link>
  );
}

/** What all lines add up to. */
export function ReportTotal({ column, view }: { column: ReportColumn; view: ReportView }) {
  const total = view.totals[column.key] ?? 0n;
  const href = total === 0n ? null : drillHref(column, null, view);
  return <Drilled href={href}>{column.kind === "nano" ? <Amount nano={total} /> : formatCount(Number(total))}</Drilled>;
}

function isNothing(cell: Cell): boolean {
  return cell === null || cell === 0n || cell === 0;
}

function Shown({ column: { kind, key }, cell }: { column: ReportColumn; cell: Cell }) {
  if (cell === null || cell === "") return <span className="text-ink-faint">–</span>;
  if (kind === "nano" && typeof cell === "bigint") return <Amount nano={cell} />;
  if (kind === "time" && cell instanceof Date) return <Timestamp at={cell} />;
  if (kind === "count") return formatCount(Number(cell));
  if (kind === "basisPoints") return `${(Number(cell) / 100).toFixed(2)}%`;
  if (kind === "id") return <LookUp id={String(cell)} />;
  const text = String(cell);
  return key === "type" || key === "account" ? accountName(text).name : text;
}

function LookUp({ id }: { id: string }) {
  return (
    <a
      href={`/finance/ledger/find?id=${encodeURIComponent(id)}`}
      className="font-mono text-ink-muted text-sm hover:text-ink"
      translate="no"
    >
      {id}
    </a>
  );
}
