import { Badge } from "@tollgate/ui/badge";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Tag } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";

type Version = Outputs["endpoints"]["prices"][number];
type Props = { versions: readonly Version[]; inForceId: string | undefined; now: Date };

function Standing({ version, inForceId, now }: { version: Version } & Omit<Props, "versions">) {
  if (version.id === inForceId) return <Badge tone="positive">In force</Badge>;
  return version.effectiveAt > now ? <Badge tone="accent">Scheduled</Badge> : <Badge>Replaced</Badge>;
}

/** Every price list there was and will be; none is ever changed. */
export function PriceVersions({ versions, inForceId, now }: Props) {
  return (
    <DataTable
      label="Price versions"
      rows={versions}
      rowKey={(version) => version.id}
      empty={
        <EmptyState icon={Tag} title="No price yet">
          Without a price in force an endpoint takes no calls.
        </EmptyState>
      }
      columns={[
        {
          key: "from",
          header: "In force from",
          phone: "title",
          cell: (version) => <Timestamp at={version.effectiveAt} show="exact" />,
        },
        {
          key: "standing",
          header: "Status",
          cell: (version) => <Standing version={version} inForceId={inForceId} now={now} />,
        },
        {
          key: "input",
          header: "Input / M",
          align: "right",
          cell: (version) => <Money nano={version.prices.input ?? 0n} precision="exact" />,
        },
        {
          key: "cache",
          header: "Cache read / M",
          align: "right",
          cell: (version) => <Money nano={version.prices.cache_read ?? version.prices.input ?? 0n} precision="exact" />,
        },
        {
          key: "output",
          header: "Output / M",
          align: "right",
          cell: (version) => <Money nano={version.prices.output ?? 0n} precision="exact" />,
        },
      ]}
    />
  );
}
