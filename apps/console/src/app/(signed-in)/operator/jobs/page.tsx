import { Button } from "@tollgate/ui/button";
import { Card, CardHeader } from "@tollgate/ui/card";
import { PageHeader } from "@tollgate/ui/page-header";
import { StatusDot } from "@tollgate/ui/status-dot";
import { ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { AuditPanel } from "../../../../operations/audit-panel.tsx";
import { QuarantinePanel } from "../../../../operations/quarantine-panel.tsx";
import { type WorkerStatus, workerStatus } from "../../../../operations/worker-status.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Jobs" };

const AUDITS_SHOWN = 8;

function Worker({ status }: { status: WorkerStatus }) {
  return (
    <Card className="mb-10 pb-1">
      <CardHeader
        title={
          <StatusDot tone={status.answers ? "positive" : "critical"} live={status.answers}>
            {status.answers ? "The worker answers" : "The worker does not answer"}
          </StatusDot>
        }
        hint={
          status.answers
            ? "Settlement, sweeps, roll-ups, probes and audits run. The board shows every queue, with retries by hand."
            : "Calls are still served and recorded; they settle when it is back. Look at its log and start it again."
        }
        actions={
          status.boardUrl ? (
            <Button asChild intent={status.answers ? "primary" : "secondary"}>
              <a href={status.boardUrl} target="_blank" rel="noreferrer">
                Open the job board <ExternalLink aria-hidden="true" />
                <span className="sr-only">in a new tab</span>
              </a>
            </Button>
          ) : undefined
        }
      />
    </Card>
  );
}

export default async function Jobs({ searchParams }: { searchParams: Promise<{ resolved?: string }> }) {
  const resolved = (await searchParams).resolved === "1";
  const { operator } = await api();
  const [status, audits, quarantine] = await Promise.all([
    workerStatus(),
    operator.audits({ limit: AUDITS_SHOWN }),
    operator.quarantine({ resolved }),
  ]);
  return (
    <>
      <PageHeader
        title="Jobs"
        lead="What runs behind the calls: the worker’s queues, the ledger’s audit, and what got stuck."
      />
      <Worker status={status} />
      <div className="flex flex-col gap-10">
        <AuditPanel audits={audits} />
        <QuarantinePanel quarantine={quarantine} resolved={resolved} />
      </div>
    </>
  );
}
