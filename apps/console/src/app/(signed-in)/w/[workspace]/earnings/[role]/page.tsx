import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatMoney } from "@tollgate/ui/format/money";
import { formatCount } from "@tollgate/ui/format/number";
import { formatDate, formatMonth } from "@tollgate/ui/format/time";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { LinkTabs } from "@tollgate/ui/tabs";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EarnedChart } from "../../../../../../earnings/earned-chart.tsx";
import { EarnedTable } from "../../../../../../earnings/earned-table.tsx";
import { EarningsEmpty } from "../../../../../../earnings/earnings-empty.tsx";
import { PeriodLinks } from "../../../../../../earnings/period-links.tsx";
import { firstDayOf, isRole, ROLES, readPeriod } from "../../../../../../earnings/role.ts";
import { StatementsList } from "../../../../../../earnings/statements-list.tsx";
import { UnpaidTable } from "../../../../../../earnings/unpaid-table.tsx";
import { waterfall } from "../../../../../../earnings/waterfall.ts";
import { WaterfallCard } from "../../../../../../earnings/waterfall-card.tsx";
import { ownCarrySentence } from "../../../../../../finance/carry-reason.ts";
import { StatementDialog } from "../../../../../../finance/statement-dialog.tsx";
import { statementDownloads } from "../../../../../../finance/statement-downloads.ts";
import { StatementLedger } from "../../../../../../finance/statement-ledger.tsx";
import { CsvLink } from "../../../../../../lists/csv-link.tsx";
import { workspaceOf } from "../../../../../../server/viewer.ts";
import type { Outputs } from "../../../../../../trpc/outputs.ts";
import { api } from "../../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Earnings" };

type Props = {
  params: Promise<{ workspace: string; role: string }>;
  searchParams: Promise<{ days?: string; statement?: string }>;
};
type Earnings = Outputs["earnings"]["get"];

const TAB = { builder: "As app builder", provider: "As provider" };

function EarningsStats({ earnings, days }: { earnings: Earnings; days: number }) {
  const { statementToDate } = earnings;
  return (
    <StatRow>
      <Stat
        label={`Earned, last ${days} days`}
        value={<Money nano={earnings.total.earnedNano} precision={2} />}
        note={`from ${formatCount(earnings.total.calls)} calls${earnings.refundedNano > 0n ? `, less ${formatMoney(earnings.refundedNano)} refunded` : ""}`}
      />
      <Stat
        label="Payable balance"
        value={<Money nano={earnings.payableNano} precision={2} />}
        note="earned and not paid out yet"
      />
      <Stat
        label="Statement to date"
        value={<Money nano={statementToDate?.netNano ?? 0n} precision={2} />}
        note={
          statementToDate && statementToDate.carryReason === null
            ? "would be paid out"
            : "both roles, with what was carried over"
        }
      />
    </StatRow>
  );
}

function ToDate({ earnings, monthName }: { earnings: Earnings; monthName: string }) {
  const { statementToDate } = earnings;
  if (!statementToDate) return null;
  return (
    <Card>
      <CardHeader
        title={`${monthName} to date`}
        hint="Your statement as it stands, in both roles. It is final once the month closes."
      />
      <CardBody>
        <StatementLedger amounts={statementToDate} />
        <p className="mt-4 text-ink-muted text-sm">
          {ownCarrySentence(statementToDate.carryReason, statementToDate.minimumNano)}
        </p>
      </CardBody>
    </Card>
  );
}

export default async function EarningsOfRole({ params, searchParams }: Props) {
  const workspace = await workspaceOf(params);
  const { role } = await params;
  if (!isRole(role)) notFound();
  const query = await searchParams;
  const days = readPeriod(query.days);
  const now = new Date();
  const { earnings: earningsApi } = await api();
  const [earnings, statements, unpaid] = await Promise.all([
    earningsApi.get({ workspaceId: workspace.id, role, from: firstDayOf(days, now) }),
    earningsApi.statements({ workspaceId: workspace.id }),
    earningsApi.unpaid({ workspaceId: workspace.id }),
  ]);
  const base = `/w/${workspace.slug}/earnings`;
  const here = `${base}/${role}?days=${days}`;
  const month = now.toISOString().slice(0, 7);
  const lastDay = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0));
  const [last] = statements;
  const steps = waterfall({
    statement: earnings.statementToDate,
    last: last
      ? { carryReason: last.carryReason, minimumNano: last.minimumNano, monthName: formatMonth(last.month) }
      : null,
    holdbackNano: earnings.holdbackNano,
    paidNano: -statements.reduce((sum, one) => sum + one.paidNano, earnings.statementToDate?.paidNano ?? 0n),
    monthName: formatMonth(month),
    closesOn: formatDate(lastDay),
  });
  const opened = statements.find((one) => one.id === query.statement);
  const nothingYet = earnings.total.calls === 0 && earnings.payableNano === 0n;
  return (
    <>
      <PageHeader
        title="Earnings"
        lead="What your apps and endpoints earned, what of it is payable, and why the rest is not yet."
        actions={
          <>
            <PeriodLinks path={`${base}/${role}`} current={days} />
            {nothingYet ? null : (
              <CsvLink href={`/api/exports/earnings?workspaceId=${workspace.id}&role=${role}&days=${days}`} />
            )}
          </>
        }
      />
      <div className="mb-6">
        <LinkTabs
          label="Role"
          tabs={ROLES.map((one) => ({ href: `${base}/${one}?days=${days}`, label: TAB[one], current: one === role }))}
        />
      </div>
      <div className="flex flex-col gap-8">
        {nothingYet ? (
          <EarningsEmpty role={role} slug={workspace.slug} />
        ) : (
          <>
            <EarningsStats earnings={earnings} days={days} />
            <Card>
              <CardHeader
                title="Earned by day"
                hint={
                  earnings.rolledUpTo ? (
                    <>
                      UTC days, with calls settled up to <Timestamp at={earnings.rolledUpTo} />
                    </>
                  ) : (
                    "UTC days. The first roll-up of settled calls has not run yet."
                  )
                }
              />
              <CardBody>
                <EarnedChart role={role} days={earnings.byDay} />
              </CardBody>
            </Card>
            <div className="grid gap-6 *:min-w-0 xl:grid-cols-2">
              <Section title={role === "builder" ? "By app" : "By endpoint"}>
                <EarnedTable
                  label={role === "builder" ? "Earned by app" : "Earned by endpoint"}
                  what={role === "builder" ? "App" : "Endpoint"}
                  rows={earnings.bySource}
                  hrefOf={(row) => `/w/${workspace.slug}/${role === "builder" ? "apps" : "endpoints"}/${row.id}`}
                />
              </Section>
              <Section title="By model">
                <EarnedTable label="Earned by model" what="Model" rows={earnings.byModel} />
              </Section>
            </div>
          </>
        )}
        {nothingYet && !earnings.statementToDate ? null : (
          <div className="grid gap-6 *:min-w-0 lg:grid-cols-2">
            <WaterfallCard steps={steps} />
            <ToDate earnings={earnings} monthName={formatMonth(month)} />
          </div>
        )}
        {unpaid.parts.length > 0 ? (
          <Section title="Not paid yet" hint="Every cent of it, in both roles, with the reason and the date.">
            <UnpaidTable unpaid={unpaid} />
          </Section>
        ) : null}
        <Section title="Statements" hint="One per month, over both roles. Open one to see how it adds up.">
          <StatementsList statements={statements} hrefOf={(one) => `${here}&statement=${one.id}`} />
        </Section>
      </div>
      {opened ? (
        <StatementDialog
          payeeName={workspace.name}
          month={opened.month}
          statement={opened}
          closeHref={here}
          downloads={statementDownloads(workspace.id, opened.id)}
        />
      ) : null}
    </>
  );
}
