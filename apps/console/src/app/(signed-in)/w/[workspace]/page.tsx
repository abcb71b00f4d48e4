import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { counted, formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { TimeChart } from "@tollgate/ui/time-chart";
import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { CallsTable } from "../../../../calls/calls-table.tsx";
import { env } from "../../../../env.ts";
import { sampleModelOf } from "../../../../models/sample-model.ts";
import { BuilderChecklist } from "../../../../onboarding/builder-checklist.tsx";
import type { Onboarding } from "../../../../onboarding/checklist.tsx";
import { CustomerChecklist } from "../../../../onboarding/customer-checklist.tsx";
import { checklistsOnOverview } from "../../../../onboarding/open-checklists.ts";
import { ProviderChecklist } from "../../../../onboarding/provider-checklist.tsx";
import { Attention } from "../../../../overview/attention.tsx";
import { creditLasts, isRunningOut } from "../../../../overview/burn-rate.ts";
import { EarnedLately } from "../../../../overview/earned-lately.tsx";
import { ServedLately } from "../../../../overview/served-lately.tsx";
import { SpendRanking } from "../../../../overview/spend-ranking.tsx";
import { workspaceOf } from "../../../../server/viewer.ts";
import type { Outputs } from "../../../../trpc/outputs.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Overview" };

const RECENT_CALLS = 5;

export default async function OverviewPage({ params }: { params: Promise<{ workspace: string }> }) {
  const [workspace, caller] = await Promise.all([workspaceOf(params), api()]);
  const workspaceId = workspace.id;
  const [overview, grants, recent, onboarding, { alerts }] = await Promise.all([
    caller.calls.overview({ workspaceId }),
    caller.grants.list({ workspaceId }),
    caller.calls.list({ workspaceId, limit: RECENT_CALLS }),
    caller.workspaces.onboarding({ workspaceId }),
    caller.alerts.list({ workspaceId }),
  ]);
  const { credit, byDay } = overview;
  const at = (path: string) => `/w/${workspace.slug}${path}`;
  const isNew = recent.calls.length === 0;
  return (
    <>
      <PageHeader
        title="Overview"
        lead="What this workspace has, what it spends and what happened last."
        actions={
          workspace.role === "member" || isNew ? null : (
            <Button asChild intent="primary">
              <Link href={at("/billing")}>
                <Plus aria-hidden="true" /> Buy credit
              </Link>
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-6">
        <Attention
          slug={workspace.slug}
          grants={grants}
          alerts={alerts}
          runningOut={isRunningOut(credit.availableNano, byDay)}
          usedUp={credit.availableNano <= 0n}
        />
        <Checklists
          workspace={workspace}
          onboarding={onboarding}
          sample={{ apiUrl: env().API_URL, model: isNew ? await sampleModelOf(caller) : "" }}
        />
        {isNew && credit.availableNano === 0n ? null : <Numbers overview={overview} />}
        {onboarding.builder.firstCall ? <EarnedLately workspace={workspace} by="builder" /> : null}
        {onboarding.provider.firstCall ? <ServedLately workspace={workspace} /> : null}
        {isNew ? null : (
          <>
            <SpendByDay overview={overview} />
            <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
              <SpendRanking title="By model" rows={overview.byModel} path={at("/calls")} filter="model" />
              <div className="flex min-w-0 flex-col gap-6">
                <SpendRanking title="By key" rows={overview.byKey} path={at("/calls")} filter="key" />
                <SpendRanking
                  title="By connected app"
                  hint="This month"
                  rows={byApp(grants)}
                  path={at("/calls")}
                  filter="app"
                />
              </div>
            </div>
            <Section
              title="Last calls"
              actions={
                <Button asChild size="sm">
                  <Link href={at("/calls")}>All calls</Link>
                </Button>
              }
            >
              <CallsTable slug={workspace.slug} calls={recent.calls} label="Last calls" />
            </Section>
          </>
        )}
      </div>
    </>
  );
}

type ChecklistsProps = {
  workspace: { id: string; slug: string; role: string };
  onboarding: Onboarding;
  sample: { apiUrl: string; model: string };
};

/** What is left of the first days of each role that has begun. */
function Checklists({ workspace, onboarding, sample }: ChecklistsProps) {
  const place = { workspaceId: workspace.id, slug: workspace.slug, canChange: workspace.role !== "member" };
  return checklistsOnOverview(onboarding).map((track) =>
    track === "customer" ? (
      <CustomerChecklist key={track} place={place} progress={onboarding.customer} sample={sample} />
    ) : track === "builder" ? (
      <BuilderChecklist key={track} place={place} progress={onboarding.builder} />
    ) : (
      <ProviderChecklist key={track} place={place} progress={onboarding.provider} />
    ),
  );
}

function byApp(grants: Outputs["grants"]["list"]) {
  return grants
    .filter((grant) => grant.spentThisMonthNano > 0n)
    .map((grant) => ({ id: grant.app.id, name: grant.app.name, spentNano: grant.spentThisMonthNano }))
    .toSorted((a, b) => (a.spentNano > b.spentNano ? -1 : 1));
}

type Overview = Outputs["calls"]["overview"];

function Numbers({ overview }: { overview: Overview }) {
  const { credit, byDay, spentNano, calls, failedCalls } = overview;
  const today = byDay.at(-1);
  return (
    <StatRow>
      <Stat
        label="Credit"
        value={<Money nano={credit.availableNano} />}
        note={creditLasts(credit.availableNano, byDay) ?? "can be spent now"}
      />
      <Stat
        label="Spent today"
        value={<Money nano={today?.spentNano ?? 0n} />}
        note={counted(today?.calls ?? 0, "call")}
      />
      <Stat
        label="Spent in 30 days"
        value={<Money nano={spentNano} />}
        note={
          <>
            <Money nano={spentNano / BigInt(byDay.length)} /> a day
          </>
        }
      />
      <Stat
        label="Calls in 30 days"
        value={formatCount(calls)}
        note={failedCalls > 0 ? `${formatCount(failedCalls)} failed, free of charge` : "none failed"}
      />
    </StatRow>
  );
}

function SpendByDay({ overview }: { overview: Overview }) {
  return (
    <Card>
      <CardHeader title="Spend by day" hint="Last 30 days, UTC" />
      <CardBody>
        <TimeChart
          label="Spend by day over the last 30 days"
          unit="money"
          points={overview.byDay.map(({ day, spentNano }) => ({ day, values: { spent: spentNano } }))}
          series={[{ key: "spent", name: "Spent" }]}
        />
      </CardBody>
    </Card>
  );
}
