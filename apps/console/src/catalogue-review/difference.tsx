import { formatCount } from "@tollgate/ui/format/number";
import { DataTable } from "@tollgate/ui/table";
import type { Outputs } from "../trpc/outputs.ts";

type Review = Outputs["operator"]["catalogue"];
type Change = Review["changed"][number]["changes"][number];

/** What is another than before, from and to. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {changes.map(({ what, from, to }) => (
        <li key={what} className="min-w-0 break-words">
          <span className="text-ink-muted">{what}</span>{" "}
          <span className="tabular-nums text-ink-faint line-through">{from ?? "none"}</span>{" "}
          <span aria-hidden="true" className="text-ink-faint">
            →
          </span>{" "}
          <span className="tabular-nums font-medium">{to ?? "none"}</span>
        </li>
      ))}
    </ul>
  );
}

/** More are not read one by one. */
const MOST_ROWS = 100;

export function ChangedModels({ changed }: { changed: Review["changed"] }) {
  return (
    <DataTable
      label="Changed models"
      rows={changed.slice(0, MOST_ROWS)}
      rowKey={({ id }) => id}
      empty={null}
      footer={
        changed.length > MOST_ROWS ? (
          <>
            And {formatCount(changed.length - MOST_ROWS)} more; <code className="font-mono">pnpm catalogue</code> lists
            them all.
          </>
        ) : undefined
      }
      columns={[
        { key: "id", header: "Model", phone: "title", cell: ({ id }) => <span className="break-all">{id}</span> },
        {
          key: "changes",
          header: "Changes (prices in USD per million)",
          cell: (row) => <Changes changes={row.changes} />,
        },
      ]}
    />
  );
}

/** Ids side by side, as many as there are. */
export function ModelIds({ ids }: { ids: readonly string[] }) {
  return (
    <ul className="grid gap-x-6 gap-y-1 font-mono text-xs sm:grid-cols-2 xl:grid-cols-3">
      {ids.map((id) => (
        <li key={id} className="min-w-0 break-all">
          {id}
        </li>
      ))}
    </ul>
  );
}
