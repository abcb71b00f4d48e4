import { Badge } from "@tollgate/ui/badge";
import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { Section } from "@tollgate/ui/section";
import { type Column, DataTable } from "@tollgate/ui/table";
import { changeWords } from "./change-words.ts";
import type { Replay } from "./margin-revenue.tsx";

type Compared = Replay["total"];
type Customer = Replay["byCustomer"][number];

/** The same replay by customer and by model. */
export function LabTables({ replay }: { replay: Replay }) {
  if (replay.total.calls === 0) return null;
  return (
    <>
      <Section
        title="By customer"
        hint="Who would be asked: for them the proposal is higher than what they accepted, and calls are refused until they consent."
      >
        <DataTable
          label="Revenue by customer"
          rows={replay.byCustomer}
          rowKey={(row) => row.workspaceId}
          columns={[
            { key: "name", header: "Customer", phone: "title", cell: (row) => row.name },
            { key: "need", header: "Consent", cell: (row) => <Need need={row.need} /> },
            ...amounts<Customer>(),
            { key: "price", header: "Pays", align: "right", cell: (row) => changeWords(row.priceChange) },
          ]}
        />
      </Section>
      <Section title="By model">
        <DataTable
          label="Revenue by model"
          rows={replay.byModel}
          rowKey={(row) => row.modelId}
          columns={[
            {
              key: "model",
              header: "Model",
              phone: "title",
              cell: (row) => <code className="break-all font-mono text-sm">{row.modelId}</code>,
            },
            ...amounts<Replay["byModel"][number]>(),
          ]}
          totals={{
            model: "Together",
            calls: formatCount(replay.total.calls),
            today: <Money nano={replay.total.todayNano} precision={4} />,
            proposed: <Money nano={replay.total.proposedNano} precision={4} />,
            difference: <Difference row={replay.total} />,
          }}
        />
      </Section>
    </>
  );
}

function amounts<Row extends Compared>(): Column<Row>[] {
  return [
    { key: "calls", header: "Calls", align: "right", cell: (row) => formatCount(row.calls) },
    {
      key: "today",
      header: "Today’s margin",
      align: "right",
      cell: (row) => <Money nano={row.todayNano} precision={4} />,
    },
    {
      key: "proposed",
      header: "Proposed",
      align: "right",
      cell: (row) => <Money nano={row.proposedNano} precision={4} />,
    },
    { key: "difference", header: "Difference", align: "right", cell: (row) => <Difference row={row} /> },
  ];
}

function Difference({ row }: { row: Compared }) {
  return <Money nano={row.proposedNano - row.todayNano} precision={4} tone="signed" />;
}

function Need({ need }: { need: Customer["need"] }) {
  if (need === "asked") return <Badge tone="caution">Must accept</Badge>;
  return need === "left" ? <Badge tone="outline">Disconnected</Badge> : <Badge tone="positive">Not needed</Badge>;
}
