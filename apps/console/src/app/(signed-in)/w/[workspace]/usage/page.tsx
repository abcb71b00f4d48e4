import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatMoney } from "@tollgate/ui/format/money";
import { formatCompact, formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import type { Outputs } from "../../../../../trpc/outputs.ts";
import { api } from "../../../../../trpc/server.tsx";
import { UsageChart } from "../../../../../usage/usage-chart.tsx";
import { UsageControls } from "../../../../../usage/usage-controls.tsx";
import { readUsageQuery, toUsageInput, writeUsageQuery } from "../../../../../usage/usage-query.ts";
import { UsageTable } from "../../../../../usage/usage-table.tsx";

export const metadata: Metadata = { title: "Usage" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** How many of the calls were out of the ordinary. */
function callsNote({ failedCalls, cachedCalls, ownKeyCalls }: Outputs["usage"]["get"]["total"]): string {
  const parts = [
    failedCalls === 0 ? "none failed" : `${formatCount(failedCalls)} failed, free of charge`,
    cachedCalls > 0 && `${formatCount(cachedCalls)} from the cache`,
    ownKeyCalls > 0 && `${formatCount(ownKeyCalls)} with own keys`,
  ];
  return parts.filter(Boolean).join(", ");
}

export default async function UsagePage({ params, searchParams }: Props) {
  const now = new Date();
  const [workspace, address, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
  const query = readUsageQuery(address, now);
  const usage = await caller.usage.get(toUsageInput(query, workspace.id));
  const { total } = usage;
  const filters = (["key", "model", "app"] as const).flatMap((name) => {
    const value = query[name];
    return value ? [{ name, label: value }] : [];
  });
  return (
    <>
      <PageHeader
        title="Usage"
        lead="What was called, how much it used and what it cost, over any days."
        actions={
          total.calls > 0 ? (
            <CsvLink href={`/api/exports/usage${writeUsageQuery(query)}&workspaceId=${workspace.id}`} />
          ) : null
        }
      />
      <UsageControls query={query} today={now.toISOString().slice(0, 10)} filters={filters} />
      <div className="flex flex-col gap-6">
        {total.calls > 0 ? (
          <>
            <StatRow>
              <Stat
                label="Paid"
                value={<Money nano={total.chargeNano - total.refundedNano} precision={2} />}
                note={
                  total.refundedNano === 0n
                    ? `in ${usage.byDay.length} days`
                    : `${formatMoney(total.chargeNano)} charged, ${formatMoney(total.refundedNano)} refunded`
                }
              />
              <Stat label="Calls" value={formatCount(total.calls)} note={callsNote(total)} />
              <Stat label="Tokens in" value={formatCompact(total.inputTokens)} />
              <Stat label="Tokens out" value={formatCompact(total.outputTokens)} />
            </StatRow>
            <Card>
              <CardHeader
                title="By day"
                hint={
                  usage.rolledUpTo ? (
                    <>
                      UTC days, with calls settled up to <Timestamp at={usage.rolledUpTo} />
                    </>
                  ) : (
                    "UTC days. Settled calls have not been counted yet."
                  )
                }
              />
              <CardBody>
                <UsageChart usage={usage} metric={query.show} />
              </CardBody>
            </Card>
          </>
        ) : null}
        <UsageTable slug={workspace.slug} usage={usage} query={query} page={address.page} />
      </div>
    </>
  );
}
