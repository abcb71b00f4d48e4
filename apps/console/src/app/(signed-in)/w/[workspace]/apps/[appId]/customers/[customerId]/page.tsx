import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatCompact, formatCount } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { DataTable } from "@tollgate/ui/table";
import { TimeChart } from "@tollgate/ui/time-chart";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ArrowLeft } from "lucide-react";
import { Cap, Consent } from "../../../../../../../../app-customers/customers-table.tsx";
import { loadAppPage } from "../../../../../../../../builder/app-page.ts";
import { PeriodLinks } from "../../../../../../../../earnings/period-links.tsx";
import { firstDayOf, readPeriod } from "../../../../../../../../earnings/role.ts";
import { MarginWords } from "../../../../../../../../margins/margin-words.tsx";
import { orNotFound } from "../../../../../../../../server/or-not-found.ts";
import { api } from "../../../../../../../../trpc/server.tsx";

type Props = {
  params: Promise<{ workspace: string; appId: string; customerId: string }>;
  searchParams: Promise<{ days?: string }>;
};

export default async function AppCustomerPage({ params, searchParams }: Props) {
  const [{ workspace, app, appHref }, { customerId }, { days }] = await Promise.all([
    loadAppPage(params),
    params,
    searchParams,
  ]);
  const period = readPeriod(days);
  const { customer, byDay, byModel } = await orNotFound(
    (await api()).apps.customer({
      workspaceId: workspace.id,
      appId: app.id,
      customerId,
      from: firstDayOf(period, new Date()),
    }),
  );
  const accepted = app.margins.find(({ version }) => version === customer.acceptedVersion);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <Link
            href={`${appHref}/customers`}
            className="flex w-fit items-center gap-1 rounded-xs text-ink-muted text-sm hover:text-ink"
          >
            <ArrowLeft aria-hidden="true" className="size-3.5" /> All customers
          </Link>
          <h2 className="flex flex-wrap items-center gap-2.5 font-semibold text-xl">
            {customer.name} <Consent customer={customer} />
          </h2>
        </div>
        <PeriodLinks path={`${appHref}/customers/${customerId}`} current={period} />
      </div>
      <StatRow>
        <Stat label="You earned" value={<Money nano={customer.surchargeNano} precision={4} />} note="before refunds" />
        <Stat label="They paid" value={<Money nano={customer.chargeNano - customer.refundedNano} precision={4} />} />
        <Stat label="Calls" value={formatCount(customer.calls)} note={`${formatCount(customer.failedCalls)} failed`} />
        <Stat label="Tokens" value={formatCompact(customer.inputTokens + customer.outputTokens)} note="in and out" />
      </StatRow>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Card className="min-w-0">
          <CardHeader title="Earned by day" hint="Days with calls, UTC." />
          <CardBody>
            {byDay.length > 0 ? (
              <TimeChart
                label={`Surcharge by day, ${byDay.length} days`}
                unit="money"
                series={[{ key: "earned", name: "Surcharge", tone: "builder" }]}
                points={byDay.map((one) => ({ day: one.day, values: { earned: one.surchargeNano } }))}
              />
            ) : (
              <p className="py-10 text-center text-ink-muted">No calls in this period.</p>
            )}
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Consent" />
          <CardBody>
            <KeyValueList
              items={[
                { label: "Accepted margin", value: accepted ? <MarginWords margin={accepted} /> : "–" },
                { label: "Version", value: String(customer.acceptedVersion) },
                { label: "Cap", value: <Cap customer={customer} /> },
                { label: "Connected", value: <Timestamp at={customer.connectedAt} show="date" /> },
                ...(customer.revokedAt
                  ? [{ label: "Disconnected", value: <Timestamp at={customer.revokedAt} show="date" /> }]
                  : []),
                {
                  label: "Last call",
                  value: customer.lastCallAt ? <Timestamp at={customer.lastCallAt} /> : "None yet",
                },
              ]}
            />
            <Link
              href={`${appHref}/attribution?customer=${customerId}&days=${period}`}
              className="mt-4 block w-fit rounded-xs text-accent-text text-sm hover:underline"
            >
              What their calls were for
            </Link>
          </CardBody>
        </Card>
      </div>
      {byModel.length > 0 ? (
        <Section title="By model">
          <DataTable
            label="Calls by model"
            rows={byModel}
            rowKey={(row) => row.modelId}
            columns={[
              {
                key: "model",
                header: "Model",
                phone: "title",
                cell: (row) => <code className="break-all font-mono text-sm">{row.modelId}</code>,
              },
              { key: "calls", header: "Calls", align: "right", cell: (row) => formatCount(row.calls) },
              { key: "in", header: "Tokens in", align: "right", cell: (row) => formatCompact(row.inputTokens) },
              { key: "out", header: "Tokens out", align: "right", cell: (row) => formatCompact(row.outputTokens) },
              {
                key: "paid",
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
            ]}
          />
        </Section>
      ) : null}
    </div>
  );
}
