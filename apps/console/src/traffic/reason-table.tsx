import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { DataTable } from "@tollgate/ui/table";

type Props = {
  label: string;
  /** Name → count. */
  counts: Readonly<Record<string, number>>;
  words: (name: string) => string;
  /** Shown when nothing was counted. */
  none: string;
};

/** What happened how often, most often first. */
export function ReasonTable({ label, counts, words, none }: Props) {
  const rows = byCount(counts);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={([name]) => name}
      empty={none}
      columns={[
        {
          key: "why",
          header: "Why",
          phone: "title",
          cell: ([name]) => <span className="block first-letter:uppercase">{words(name)}</span>,
        },
        { key: "share", header: "Share", align: "right", cell: ([, count]) => formatShare(count / all) },
        { key: "count", header: "Times", align: "right", cell: ([, count]) => formatCount(count) },
      ]}
    />
  );
}

export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** What was counted most often; undefined when nothing was. */
export function mostOf(counts: Readonly<Record<string, number>>): string | undefined {
  return byCount(counts)[0]?.[0];
}

function byCount(counts: Readonly<Record<string, number>>): [name: string, count: number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}
