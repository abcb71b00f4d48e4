import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { TimeChart } from "@tollgate/ui/time-chart";
import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { attemptWords, passedOverWords } from "../../../../../../../calls/attempt-words.ts";
import { PeriodLinks } from "../../../../../../../earnings/period-links.tsx";
import { firstDayOf, readPeriod } from "../../../../../../../earnings/role.ts";
import { CsvLink } from "../../../../../../../lists/csv-link.tsx";
import { workspaceOf } from "../../../../../../../server/viewer.ts";
import { PriceStanding } from "../../../../../../../traffic/price-standing.tsx";
import { ReasonTable, sumOf } from "../../../../../../../traffic/reason-table.tsx";
import type { Outputs } from "../../../../../../../trpc/outputs.ts";
import { api } from "../../../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Traffic and price" };

type Props = {
  params: Promise<{ workspace: string; endpointId: string }>;
  searchParams: Promise<{ days?: string; input?: string; output?: string }>;
};
type Traffic = Outputs["endpoints"]["trafficOf"];

export default async function EndpointTrafficPage({ params, searchParams }: Props) {
  const [workspace, { endpointId }, query] = await Promise.all([workspaceOf(params), params, searchParams]);
  const { endpoints } = await api();
  const endpoint = (await endpoints.list({ workspaceId: workspace.id })).find(({ id }) => id === endpointId);
  if (!endpoint) notFound();
  const days = readPeriod(query.days);
  const ids = { workspaceId: workspace.id, endpointId };
  const tried = { input: amount(query.input), output: amount(query.output) };
  const [traffic, { standing, problem }] = await Promise.all([
    endpoints.trafficOf({ ...ids, from: firstDayOf(days, new Date()) }),
    tryPrice(ids, tried),
  ]);
  const base = `/w/${workspace.slug}/endpoints`;
  const path = `${base}/${endpointId}/traffic`;
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: "Endpoints", href: base },
              { label: endpoint.modelName, href: `${base}/${endpointId}` },
            ]}
          />
        }
        title="Traffic and price"
        lead="What came to this endpoint, where routing went past it and why, and what another price would do."
        actions={
          <>
            <PeriodLinks path={path} current={days} />
            <CsvLink
              href={`/api/exports/endpoint-traffic?workspaceId=${workspace.id}&endpointId=${endpointId}&days=${days}`}
            />
          </>
        }
      />
      <div className="flex flex-col gap-8">
        <TrafficStats traffic={traffic} days={days} />
        <Card>
          <CardHeader title="Calls by day" hint="Attempts, in UTC days." />
          <CardBody>
            <TimeChart
              label={`Calls served and failed by day, ${days} days`}
              unit="count"
              series={[
                { key: "served", name: "Served", tone: "provider" },
                { key: "failed", name: "Failed or busy", tone: "critical" },
                { key: "passed", name: "Passed over", tone: "muted" },
              ]}
              points={traffic.byDay.map((one) => ({
                day: one.day,
                values: {
                  served: one.served,
                  failed: one.failed + one.rateLimited,
                  passed: sumOf(one.passedOver),
                },
              }))}
            />
          </CardBody>
        </Card>
        <div className="grid items-start gap-8 *:min-w-0 lg:grid-cols-2">
          <Section title="Why routing passed it over" hint="Calls of this model that could not come here at all.">
            <ReasonTable
              label="Reasons for passing it over"
              counts={traffic.total.passedOver}
              words={passedOverWords}
              none="Routing never had to pass it over in this period. Calls it did not get went elsewhere by price."
            />
          </Section>
          <Section title="What failed" hint="Attempts that came here and went on to another endpoint.">
            <ReasonTable
              label="Kinds of failure"
              counts={{
                ...traffic.total.failures,
                ...(traffic.total.rateLimited > 0 && { rate_limited: traffic.total.rateLimited }),
              }}
              words={(kind) => attemptWords(kind).word}
              none="Every attempt in this period was served."
            />
          </Section>
        </div>
        <Section title="Price in the market" hint="Among all endpoints that offer this model now.">
          <PriceStanding standing={standing} path={path} days={days} tried={tried} problem={problem} />
        </Section>
      </div>
    </>
  );
}

function TrafficStats({ traffic, days }: { traffic: Traffic; days: number }) {
  const { total, modelServed } = traffic;
  const attempts = total.served + total.failed;
  return (
    <StatRow>
      <Stat label="Earned" value={<Money nano={traffic.earnedNano} precision={2} />} note={`in ${days} days`} />
      <Stat
        label="Served"
        value={formatCount(total.served)}
        note={modelServed > 0 ? `${formatShare(total.served / modelServed)} of all calls of the model` : "no calls"}
      />
      <Stat
        label="Uptime"
        value={attempts > 0 ? formatShare(total.served / attempts) : "–"}
        note={`${formatCount(total.failed)} failed, ${formatCount(total.rateLimited)} sent away`}
      />
      <Stat label="Passed over" value={formatCount(sumOf(total.passedOver))} note="before an attempt was made" />
      {total.toolCalls > 0 ? (
        <Stat
          label="Valid tool calls"
          value={formatShare(total.toolCallsValid / total.toolCalls)}
          note={`of ${formatCount(total.toolCalls)} that the model made`}
        />
      ) : null}
    </StatRow>
  );
}

function amount(text: string | undefined): string {
  return (text ?? "").replaceAll(/[$,\s]/g, "").slice(0, 30);
}

/** A price that cannot be read is told beside its field; the rest of the page stays. */
async function tryPrice(
  ids: { workspaceId: string; endpointId: string },
  { input, output }: { input: string; output: string },
): Promise<{ standing: Outputs["endpoints"]["standing"]; problem: string | null }> {
  const { endpoints } = await api();
  try {
    return {
      standing: await endpoints.standing({ ...ids, inputUsd: input || null, outputUsd: output || null }),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code !== "BAD_REQUEST") throw error;
    return { standing: await endpoints.standing(ids), problem: error.message };
  }
}
