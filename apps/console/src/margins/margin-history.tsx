import { Badge } from "@tollgate/ui/badge";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { describeMargin, type MarginTerms } from "./describe-margin.ts";

export type PublishedMargin = MarginTerms & {
  readonly id: string;
  readonly version: number;
  readonly effectiveAt: Date;
  readonly createdAt: Date;
};

type Props = { margins: readonly PublishedMargin[]; inForceId: string | undefined; pendingId: string | undefined };

/** Every margin an app ever published: a version is never changed, only followed by another. */
export function MarginHistory({ margins, inForceId, pendingId }: Props) {
  return (
    <DataTable
      label="Published margins"
      rows={margins}
      rowKey={(margin) => margin.id}
      columns={[
        {
          key: "terms",
          header: "Margin",
          phone: "title",
          cell: (margin) => <span className="font-medium">{describeMargin(margin)}</span>,
        },
        { key: "version", header: "Version", cell: (margin) => <span className="tabular">{margin.version}</span> },
        {
          key: "state",
          header: "State",
          cell: (margin) =>
            margin.id === inForceId ? (
              <Badge tone="positive">In force</Badge>
            ) : margin.id === pendingId ? (
              <Badge tone="caution">Announced</Badge>
            ) : (
              <span className="text-ink-faint">Replaced</span>
            ),
        },
        { key: "published", header: "Published", cell: (margin) => <Timestamp at={margin.createdAt} show="date" /> },
        {
          key: "effective",
          header: "Applies from",
          cell: (margin) => <Timestamp at={margin.effectiveAt} show="date" />,
        },
      ]}
    />
  );
}
