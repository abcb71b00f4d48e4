import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Users } from "lucide-react";
import { CustomerControls } from "../../../../../../../app-customers/customer-controls.tsx";
import { readCustomerQuery, writeCustomerQuery } from "../../../../../../../app-customers/customer-query.ts";
import { CustomersTable } from "../../../../../../../app-customers/customers-table.tsx";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { firstDayOf } from "../../../../../../../earnings/role.ts";
import { CsvLink } from "../../../../../../../lists/csv-link.tsx";
import { api } from "../../../../../../../trpc/server.tsx";

type Props = { params: AppParams; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AppCustomersPage({ params, searchParams }: Props) {
  const { workspace, app, appHref } = await loadAppPage(params);
  const query = readCustomerQuery(await searchParams);
  const customers = await (await api()).apps.customers({
    workspaceId: workspace.id,
    appId: app.id,
    from: firstDayOf(query.days, new Date()),
    search: query.q,
    state: query.state,
    sort: query.sort,
  });
  if (customers.count === 0)
    return (
      <EmptyState
        icon={Users}
        title="Nobody has connected it yet"
        actions={
          <Button asChild>
            <Link href={`${appHref}/integrate`}>How to send customers there</Link>
          </Button>
        }
      >
        Whoever follows the connect link and agrees to your margin is listed here, with what their calls earn you.
      </EmptyState>
    );
  const { total } = customers;
  return (
    <div className="flex flex-col gap-6">
      <StatRow>
        <Stat
          label="Customers"
          value={formatCount(customers.customers.length)}
          note={customers.customers.length === customers.count ? "all of them" : `of ${formatCount(customers.count)}`}
        />
        <Stat label="Calls" value={formatCount(total.calls)} note={`${formatCount(total.failedCalls)} failed`} />
        <Stat
          label="They paid"
          value={<Money nano={total.chargeNano - total.refundedNano} precision={2} />}
          note={`in ${query.days} days`}
        />
        <Stat label="You earned" value={<Money nano={total.surchargeNano} precision={2} />} note="before refunds" />
      </StatRow>
      <div className="flex flex-col gap-4">
        <CustomerControls query={query} />
        <CustomersTable
          customers={customers}
          href={({ workspaceId }) => `${appHref}/customers/${workspaceId}?days=${query.days}`}
        />
        <div className="flex flex-wrap items-center justify-between gap-3 text-ink-faint text-sm">
          <p>
            {customers.rolledUpTo ? (
              <>
                UTC days, with calls settled up to <Timestamp at={customers.rolledUpTo} />
              </>
            ) : (
              "Settled calls have not been counted yet."
            )}
          </p>
          <CsvLink
            href={`/api/exports/app-customers${writeCustomerQuery(query)}&workspaceId=${workspace.id}&appId=${app.id}`}
            size="sm"
          />
        </div>
      </div>
    </div>
  );
}
