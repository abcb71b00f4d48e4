import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Activity } from "lucide-react";
import type { Metadata } from "next";
import { attemptWords } from "../../../../calls/attempt-words.ts";
import { ageWords, type Health, verdict } from "../../../../health/health-words.ts";
import { RefreshWhileOpen } from "../../../../onboarding/refresh-while-open.tsx";
import { workerStatus } from "../../../../operations/worker-status.ts";
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
        <Load health={health} />
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
        <div className="grid items-start gap-8 *:min-w-0 lg:grid-cols-2">
          <Section
            title="Queues"
            hint={worker.answers ? "The worker answers." : "The worker does not answer; jobs wait."}
            actions={
              <Link href="/operator/jobs" className="rounded-xs text-accent-text text-sm hover:underline">
                Job board
              </Link>
            }
          >
            <Queues health={health} />
          </Section>
          <Section title="Roll-ups and sweeps" hint="When each last came to its end.">
            <DataTable
              label="Periodic jobs"
              rows={health.watermarks}
              rowKey={(row) => row.job}
              empty={<Nothing>No periodic job has run yet.</Nothing>}
              columns={[
                {
                  key: "job",
                  header: "Job",
                  phone: "title",
                  cell: (row) => <code className="font-mono text-sm">{row.job}</code>,
                },
                { key: "at", header: "Last pass", align: "right", cell: (row) => <Timestamp at={row.at} /> },
              ]}
            />
          </Section>
        </div>
      </div>
    </>
  );
}

function Load({ health: { load, open, lastAudit } }: { health: Health }) {
  return (
    <div className="flex flex-col gap-4">
      <StatRow>
        <Stat label="Calls in flight" value={load ? formatCount(load.openCalls) : "–"} note="that hold credit" />
        <Stat
          label="Waiting to be settled"
          value={load ? formatCount(load.waitingEvents) : "–"}
          note={load?.fullestShard ? `most in shard ${load.fullestShard.shard}` : "the stream is empty"}
        />
        <Stat
          label="Unsettled money"
          value={load ? <Money nano={load.chargesNano} /> : "–"}
          note={load && load.oldestMs > 0 ? `the oldest for ${ageWords(load.oldestMs)}` : "nothing waits"}
        />
        <Stat
          label="Redis"
          value={
            <span className="text-lg">
              {load ? (load.epoch?.open === false ? "Holding again" : "Answers") : "Away"}
            </span>
          }
          note={load?.epoch ? `epoch of ${ageWords(load.epoch.ageMs)}` : "no epoch yet"}
        />
      </StatRow>
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
      </StatRow>
    </div>
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
            const [most] = Object.entries(row.failures).sort(([, a], [, b]) => b - a);
            return most ? attemptWords(most[0]).word : <span className="text-ink-faint">–</span>;
          },
        },
      ]}
    />
  );
}

function Queues({ health }: { health: Health }) {
  return (
    <DataTable
      label="Queues"
      rows={health.queues ?? []}
      rowKey={(row) => row.name}
      empty={<Nothing>Redis does not answer, so the queues cannot be counted.</Nothing>}
      columns={[
        { key: "name", header: "Queue", phone: "title", cell: (row) => row.name },
        { key: "active", header: "Running", align: "right", cell: (row) => formatCount(row.active) },
        { key: "waiting", header: "Waiting", align: "right", cell: (row) => formatCount(row.waiting) },
        { key: "delayed", header: "For later", align: "right", cell: (row) => formatCount(row.delayed) },
        {
          key: "failed",
          header: "Failed",
          align: "right",
          cell: (row) => (
            <span className={row.failed > 0 ? "font-medium text-critical-text" : "text-ink-faint"}>
              {formatCount(row.failed)}
            </span>
          ),
        },
      ]}
    />
  );
}

function Nothing({ children }: { children: string }) {
  return <p className="rounded-lg border bg-surface px-5 py-6 text-ink-muted shadow-xs">{children}</p>;
}
