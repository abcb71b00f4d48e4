import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { Section } from "@tollgate/ui/section";
import { DataTable } from "@tollgate/ui/table";
import type { Outputs } from "../trpc/outputs.ts";

type App = Outputs["apps"]["get"];

/** What the builder set aside for customers' calls, month by month, and what credit does not cover now. */
export function Sponsorship({ app, billingHref }: { app: App; billingHref: string }) {
  const { months, unfundedCustomers } = app.sponsorship;
  const isShort = unfundedCustomers > 0 && (app.inForce?.sponsoredMonthlyNano ?? 0n) > 0n;
  if (months.length === 0 && !isShort) return null;
  return (
    <Section
      title="Calls you pay for"
      hint="Set aside from your workspace’s credit per customer and UTC month; what is not used comes back."
    >
      {isShort ? (
        <Notice tone="caution">
          Your credit does not cover this month’s allowance of{" "}
          {unfundedCustomers === 1 ? "one customer" : `${unfundedCustomers} customers`}, who pay for their calls
          themselves until it does.{" "}
          <Link href={billingHref} className="underline underline-offset-4">
            Buy credit
          </Link>
        </Notice>
      ) : null}
      {months.length > 0 ? (
        <DataTable
          label="Sponsored by month"
          rows={months}
          rowKey={({ month }) => month.toISOString()}
          columns={[
            { key: "month", header: "Month", phone: "title", cell: ({ month }) => month.toISOString().slice(0, 7) },
            { key: "customers", header: "Customers", align: "right", cell: ({ customers }) => customers },
            { key: "amount", header: "Set aside", align: "right", cell: (row) => <Money nano={row.amountNano} /> },
            { key: "spent", header: "Spent", align: "right", cell: (row) => <Money nano={row.spentNano} /> },
            { key: "returned", header: "Given back", align: "right", cell: (row) => <Money nano={row.returnedNano} /> },
          ]}
        />
      ) : null}
    </Section>
  );
}
