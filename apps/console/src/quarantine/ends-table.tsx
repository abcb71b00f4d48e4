import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import type { Outputs } from "../trpc/outputs.ts";

type Event = Outputs["operator"]["quarantined"];
type Legs = NonNullable<Event["told"]>;

const NANO_DECIMALS = 9;

/** What the proxy told, what the pinned versions give now and what is recorded, leg by leg. */
export function EndsTable({ event }: { event: Event }) {
  const rows = [
    { key: "told", who: "The proxy told", legs: event.told },
    { key: "now", who: "The pinned versions give", legs: event.now.legs },
    { key: "recorded", who: event.recorded ? `Recorded, ${event.recorded.outcome}` : "Recorded", legs: event.recorded },
  ];
  const leg = (pick: (legs: Legs) => bigint) => (row: { legs: Legs | null }) =>
    row.legs ? <Money nano={pick(row.legs)} precision={NANO_DECIMALS} /> : <span className="text-ink-faint">none</span>;
  return (
    <DataTable
      label="Charges compared"
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: "who", header: "Charge", cell: (row) => row.who, phone: "title" },
        { key: "cost", header: "Provider", align: "right", cell: leg((legs) => legs.costNano) },
        { key: "fee", header: "Platform fee", align: "right", cell: leg((legs) => legs.feeNano) },
        { key: "surcharge", header: "App margin", align: "right", cell: leg((legs) => legs.surchargeNano) },
      ]}
    />
  );
}
