import { Button } from "@tollgate/ui/button";
import { Card, CardHeader } from "@tollgate/ui/card";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import { ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { QueuesTable } from "../../../../health/queues-table.tsx";
import { WatermarksTable } from "../../../../health/watermarks-table.tsx";
import { type WorkerStatus, workerStatus } from "../../../../operations/worker-status.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Jobs" };

function Worker({ status }: { status: WorkerStatus }) {
  return (
    <Card className="pb-1">
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

export default async function Jobs() {
  const { operator } = await api();
  const [{ queues, watermarks }, status] = await Promise.all([operator.health(), workerStatus()]);
  return (
    <>
      <PageHeader title="Jobs" lead="What runs behind the calls: settlement, sweeps, roll-ups, probes and audits." />
      <div className="flex flex-col gap-8">
        <Worker status={status} />
        <div className="grid items-start gap-8 *:min-w-0 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
          <Section title="Queues" hint="“For later” is what is planned and what is tried again.">
            <QueuesTable queues={queues} />
          </Section>
          <Section title="Roll-ups and sweeps" hint="When each last came to its end.">
            <WatermarksTable watermarks={watermarks} />
          </Section>
        </div>
      </div>
    </>
  );
}
