import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ReceiptText } from "lucide-react";
import type { ReactNode } from "react";
import { ServedFromBadge } from "../calls/served-from-badge.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Call = Outputs["ledger"]["journal"]["calls"][number];

const leg = (key: keyof Call & `${string}Nano`, header: string): Column<Call> => ({
  key,
  header,
  align: "right",
  cell: (call) => <Money nano={call[key]} precision={6} />,
});

/** Calls of any workspace with the legs of their charge; each leads to the journal that booked it. */
export function BookedCallsTable({ calls, footer }: { calls: readonly Call[]; footer?: ReactNode }) {
  return (
    <DataTable
      label="Calls"
      rows={calls}
      rowKey={(call) => call.generationId}
      columns={[
        {
          key: "id",
          header: "Call",
          phone: "title",
          cell: (call) => (
            <a
              href={`/finance/ledger/find?id=${call.generationId}`}
              className="block truncate font-mono text-sm hover:underline sm:max-w-40"
              title={call.generationId}
              translate="no"
            >
              {call.generationId}
            </a>
          ),
        },
        { key: "at", header: "Made", cell: (call) => <Timestamp at={call.eventAt} /> },
        {
          key: "model",
          header: "Model",
          cell: (call) => (
            <span className="inline-flex flex-wrap items-center gap-2 wrap-anywhere max-sm:justify-end max-sm:text-right">
              {call.modelId} <ServedFromBadge from={call.servedFrom} />
            </span>
          ),
        },
        {
          key: "payer",
          header: "Paid by",
          cell: (call) => (
            <span title={call.workspaceId} className="block truncate sm:max-w-36">
              {call.workspaceName}
            </span>
          ),
        },
        leg("costNano", "Cost"),
        leg("feeNano", "Platform fee"),
        leg("surchargeNano", "Surcharge"),
        leg("chargeNano", "Charge"),
      ]}
      empty={
        <EmptyState icon={ReceiptText} title="No call fits">
          No call was made that fits.
        </EmptyState>
      }
      footer={footer}
    />
  );
}
