import { EmptyState } from "@tollgate/ui/empty-state";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Send } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { ResendButton } from "./resend-button.tsx";
import { DELIVERY } from "./webhook-words.ts";

type Delivery = Outputs["webhooks"]["deliveries"]["deliveries"][number];
type Props = { workspaceId: string; deliveries: readonly Delivery[]; footer?: ReactNode };

/** Messages of a webhook with what became of each. */
export function DeliveriesTable({ workspaceId, deliveries, footer }: Props) {
  const columns: Column<Delivery>[] = [
    {
      key: "event",
      header: "Event",
      cell: ({ event, id }) => (
        <span className="block min-w-0">
          <span className="block font-medium">{event}</span>
          <span className="block break-all font-mono text-ink-faint text-xs">{id}</span>
        </span>
      ),
      phone: "title",
    },
    { key: "state", header: "State", cell: (delivery) => <State delivery={delivery} /> },
    {
      key: "tries",
      header: "Tries",
      cell: ({ attempts }) => <span className="tabular">{attempts}</span>,
      align: "right",
    },
    { key: "made", header: "Made", cell: ({ createdAt }) => <Timestamp at={createdAt} />, align: "right" },
    {
      key: "resend",
      header: <span className="sr-only">Actions</span>,
      cell: ({ id, state }) =>
        state === "pending" ? null : <ResendButton workspaceId={workspaceId} deliveryId={id} />,
      align: "right",
      phone: "actions",
    },
  ];
  return (
    <DataTable
      label="Deliveries"
      rows={deliveries}
      rowKey={({ id }) => id}
      columns={columns}
      footer={footer}
      empty={
        <EmptyState icon={Send} title="No deliveries">
          Messages show up here as they are sent. A test event is in the menu of the webhook.
        </EmptyState>
      }
    />
  );
}

function State({ delivery }: { delivery: Delivery }) {
  const { tone, word } = DELIVERY[delivery.state];
  const { lastError, nextAttemptAt } = delivery;
  return (
    <span className="block">
      <StatusDot tone={tone}>{word}</StatusDot>
      {lastError && delivery.state !== "delivered" ? (
        <span className="block text-ink-faint text-sm">
          {lastError}
          {nextAttemptAt ? (
            <>
              {" "}
              Next try <Timestamp at={nextAttemptAt} />
            </>
          ) : null}
        </span>
      ) : null}
    </span>
  );
}
