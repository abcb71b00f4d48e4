import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Activity } from "lucide-react";
import type { Metadata } from "next";
import { attemptWords } from "../../../../calls/attempt-words.ts";
import { type Health, verdict } from "../../../../health/health-words.ts";
import { LoadStats } from "../../../../health/load-stats.tsx";
import { QueuesTable } from "../../../../health/queues-table.tsx";
import { RefreshWhileOpen } from "../../../../onboarding/refresh-while-open.tsx";
import { workerStatus } from "../../../../operations/worker-status.ts";
import { mostOf } from "../../../../traffic/reason-table.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Platform health" };

export default async function HealthPage() {
  const [health, worker] = await Promise.all([(await api()).operator.health(), workerStatus()]);
  const { tone, sentence } = verdict(health, worker.answers);
  return (
    <>
      <RefreshWhileOpen />
      <PageHeader
        title="Platform health"
        lead={
          <StatusDot tone={tone} live={tone === "critical"}>
            <span className="whitespace-normal">{sentence}</span>
          </StatusDot>
        }
        badge={
          <span className="font-normal text-base text-ink-faint">
            <Timestamp at={health.at} />
          </span>
        }
      />
      <div className="flex flex-col gap-8">
        <div className="flex flex-col gap-4">
          <LoadStats load={health.load} />
          <Standing health={health} workerAnswers={worker.answers} />
        </div>
        <Section
          title="Endpoints in the last half hour"
          hint={
            health.troubled === 0
              ? "None of those that were called failed or was busy."
              : `${formatCount(health.troubled)} of those that were called failed or were busy at least once.`
          }
        >
          <Endpoints health={health} />
        </Section>
        <Section
          title="Queues"
          hint={worker.answers ? "The worker answers." : "The worker does not answer; jobs wait."}
          actions={
            <Link href="/operator/jobs" className="rounded-xs text-accent-text text-sm hover:underline">
              Jobs
            </Link>
          }
        >
          <QueuesTable queues={health.queues} />
        </Section>
      </div>
    </>
  );
}

function Standing({ health: { open, lastAudit }, workerAnswers }: { health: Health; workerAnswers: boolean }) {
  return (
    <StatRow>
      <Stat
        label="Quarantine"
        value={
          <Link href="/operator/quarantine" className="rounded-sm hover:underline">
            {formatCount(open.quarantined)}
          </Link>
        }
        note="calls that could not be settled"
      />
      <Stat
        label="Endpoints to review"
        value={
          <Link href="/operator/endpoints" className="rounded-sm hover:underline">
            {formatCount(open.reviews)}
          </Link>
        }
        note="wait for a decision"
      />
      <Stat
        label="Last audit"
        value={
          <Link href="/operator/audit" className="rounded-sm text-lg hover:underline">
            {lastAudit ? (lastAudit.ok ? "Nothing found" : "Found something") : "None yet"}
          </Link>
        }
        note={lastAudit ? <Timestamp at={lastAudit.at} /> : "none has run"}
      />
      <Stat
        label="Worker"
        value={
          <Link href="/operator/jobs" className="rounded-sm text-lg hover:underline">
            {workerAnswers ? "Answers" : "Away"}
          </Link>
        }
        note={workerAnswers ? "settles, sweeps and audits" : "calls settle when it is back"}
      />
    </StatRow>
  );
}

function Endpoints({ health }: { health: Health }) {
  return (
    <DataTable
      label="Endpoints"
      rows={health.endpoints}
      rowKey={(row) => row.endpointId}
      rowHref={(row) => `/operator/endpoints/${row.endpointId}`}
      empty={
        <EmptyState icon={Activity} title="No call in the last half hour">
          Endpoints are listed here as soon as calls reach them, those that fail most first.
        </EmptyState>
      }
      columns={[
        {
          key: "endpoint",
          header: "Endpoint",
          phone: "title",
          cell: (row) => (
            <span className="flex min-w-0 flex-col">
              {row.provider}
              <span className="break-all font-mono font-normal text-ink-faint text-xs">{row.modelId}</span>
            </span>
          ),
        },
        {
          key: "uptime",
          header: "Served",
          align: "right",
          cell: (row) => (row.served + row.failed > 0 ? formatShare(row.served / (row.served + row.failed)) : "–"),
        },
        { key: "attempts", header: "Attempts", align: "right", cell: (row) => formatCount(row.served + row.failed) },
        { key: "failed", header: "Failed", align: "right", cell: (row) => formatCount(row.failed) },
        { key: "busy", header: "Busy", align: "right", cell: (row) => formatCount(row.rateLimited) },
        {
          key: "why",
          header: "Mostly",
          cell: (row) => {
            const most = mostOf(row.failures);
            return most ? attemptWords(most).word : <span className="text-ink-faint">–</span>;
          },
        },
      ]}
    />
  );
}
