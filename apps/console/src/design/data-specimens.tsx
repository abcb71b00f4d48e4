import { Badge } from "@tollgate/ui/badge";
import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { MonthPicker } from "@tollgate/ui/month-picker";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { Section } from "@tollgate/ui/section";
import { SplitBar } from "@tollgate/ui/split-bar";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { TimeChart } from "@tollgate/ui/time-chart";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Plus } from "lucide-react";

const now = Date.now();
const calls = [
  {
    id: "gen-1",
    model: "openai/gpt-4o-mini",
    ago: 40_000,
    tokens: "2,460",
    nano: "13554000",
    outcome: "positive" as const,
  },
  {
    id: "gen-2",
    model: "anthropic/claude-sonnet-4",
    ago: 300_000,
    tokens: "18,204",
    nano: "1213554000",
    outcome: "positive" as const,
  },
  {
    id: "gen-3",
    model: "meta-llama/llama-3.3-70b-instruct",
    ago: 4_000_000,
    tokens: "812",
    nano: "92140",
    outcome: "caution" as const,
  },
  {
    id: "gen-4",
    model: "mistralai/mistral-large",
    ago: 90_000_000,
    tokens: "0",
    nano: "0",
    outcome: "critical" as const,
  },
];
const WORD = { positive: "Settled", caution: "Estimated", critical: "Void" };
const points = Array.from({ length: 30 }, (_, index) => ({
  day: new Date(Date.UTC(2026, 9, 20 + index)).toISOString().slice(0, 10),
  values: {
    direct: BigInt(Math.round(3e8 + 2e8 * Math.sin(index / 3) + (index % 7 < 5 ? 2e8 : 0))),
    apps: BigInt(Math.round(1.4e8 + 9e7 * Math.cos(index / 4))),
  },
}));

function Calls() {
  return (
    <Section title="Recent calls" hint="Every call has a receipt." actions={<Button size="sm">Export CSV</Button>}>
      <DataTable
        label="Recent calls"
        rows={calls}
        rowKey={(call) => call.id}
        rowHref={(call) => `/design#${call.id}`}
        columns={[
          { key: "model", header: "Model", cell: (call) => call.model, phone: "title" },
          { key: "when", header: "When", cell: (call) => <Timestamp at={new Date(now - call.ago)} /> },
          {
            key: "outcome",
            header: "Outcome",
            cell: (call) => <StatusDot tone={call.outcome}>{WORD[call.outcome]}</StatusDot>,
          },
          { key: "tokens", header: "Tokens", cell: (call) => call.tokens, align: "right" },
          {
            key: "charge",
            header: "Charge",
            cell: (call) => <Money nano={call.nano} precision={6} />,
            align: "right",
          },
        ]}
        footer={<Pagination summary="Newest first" olderHref="/design?after=gen-4" />}
      />
    </Section>
  );
}

export function DataSpecimens() {
  return (
    <div>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Apps", href: "/design" }]} />}
        title="Overview"
        badge={<Badge tone="positive">Live</Badge>}
        lead="What this workspace has, what it spends and what happened last."
        actions={
          <>
            <MonthPicker month="2026-11" last="2026-11" path="/design" />
            <Button intent="primary">
              <Plus /> Buy credit
            </Button>
          </>
        }
      />
      <div className="flex flex-col gap-8">
        <StatRow>
          <Stat label="Credit" value={<Money nano="24310446000" />} note="about 9 days at this rate" />
          <Stat
            label="Spent this month"
            value={<Money nano="18421995031" />}
            delta={{ text: "+12.4%", tone: "neutral", against: "against October" }}
          />
          <Stat label="Calls" value="12,840" delta={{ text: "−0.3%", tone: "critical", against: "against October" }} />
        </StatRow>
        <Card>
          <CardHeader title="Spend by day" hint="Last 30 days, UTC" />
          <CardBody>
            <TimeChart
              label="Spend by day over the last 30 days"
              unit="money"
              points={points}
              series={[
                { key: "direct", name: "Own keys", tone: "accent" },
                { key: "apps", name: "Connected apps", tone: "builder" },
              ]}
            />
          </CardBody>
        </Card>
        <Calls />
        <div className="grid gap-6 lg:grid-cols-2">
          <Card>
            <CardHeader title="How it was divided" hint="November so far" />
            <CardBody>
              <SplitBar providerNano="10800000000" platformNano="594000000" builderNano="2160000000" />
            </CardBody>
            <CardFooter note="Closes on 30 November.">
              <Button size="sm">See statement</Button>
            </CardFooter>
          </Card>
          <Card>
            <CardHeader title="Endpoint" />
            <CardBody>
              <KeyValueList
                items={[
                  {
                    label: "State",
                    value: (
                      <StatusDot tone="positive" live>
                        Serving
                      </StatusDot>
                    ),
                  },
                  {
                    label: "Address",
                    value: <code className="font-mono text-sm">https://inference.example.test/v1</code>,
                  },
                  { label: "Added", value: <Timestamp at={new Date(now - 9e9)} show="exact" /> },
                  { label: "Adjustment", value: <Money nano="2160000" tone="signed" /> },
                ]}
              />
            </CardBody>
          </Card>
        </div>
      </div>
    </div>
  );
}
