import { Badge } from "@tollgate/ui/badge";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { SearchX } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";

type Customers = Outputs["apps"]["customers"];
export type Customer = Customers["customers"][number];

const RESET = { never: "in all", daily: "a day", weekly: "a week", monthly: "a month" } as const;

/** Who connected the app, with what they paid and what it earned. */
export function CustomersTable({ customers, href }: { customers: Customers; href: (customer: Customer) => string }) {
  return (
    <DataTable
      label="Customers"
      rows={customers.customers}
      rowKey={(row) => row.workspaceId}
      rowHref={href}
      empty={
        <EmptyState icon={SearchX} title="No customer is like that">
          Take a filter away. Whoever disconnected stays in the list as long as nothing narrows it.
        </EmptyState>
      }
      columns={[
        { key: "name", header: "Customer", phone: "title", cell: (row) => row.name },
        { key: "state", header: "Consent", cell: (row) => <Consent customer={row} /> },
        { key: "cap", header: "Cap", align: "right", phone: "hidden", cell: (row) => <Cap customer={row} /> },
        { key: "calls", header: "Calls", align: "right", cell: (row) => formatCount(row.calls) },
        {
          key: "charge",
          header: "Paid",
          align: "right",
          cell: (row) => <Money nano={row.chargeNano - row.refundedNano} precision={4} />,
        },
        {
          key: "earned",
          header: "You earned",
          align: "right",
          cell: (row) => <Money nano={row.surchargeNano} precision={4} />,
        },
        {
          key: "last",
          header: "Last call",
          align: "right",
          cell: (row) =>
            row.lastCallAt ? <Timestamp at={row.lastCallAt} /> : <span className="text-ink-faint">–</span>,
        },
      ]}
      totals={{
        name: "Together",
        calls: formatCount(customers.total.calls),
        charge: <Money nano={customers.total.chargeNano - customers.total.refundedNano} precision={4} />,
        earned: <Money nano={customers.total.surchargeNano} precision={4} />,
      }}
    />
  );
}

/** Where a customer's consent stands. */
export function Consent({ customer }: { customer: Pick<Customer, "state" | "isAsked"> }) {
  if (customer.state === "revoked") return <Badge tone="outline">Disconnected</Badge>;
  if (customer.state === "consent_required") return <Badge tone="critical">Must accept</Badge>;
  return customer.isAsked ? <Badge tone="caution">Asked</Badge> : <Badge tone="positive">Active</Badge>;
}

export function Cap({ customer }: { customer: Pick<Customer, "capNano" | "capReset"> }) {
  if (customer.capNano === null) return <span className="text-ink-faint">None</span>;
  return (
    <span className="whitespace-nowrap">
      <Money nano={customer.capNano} /> <span className="text-ink-faint">{RESET[customer.capReset]}</span>
    </span>
  );
}
