import { Button } from "@tollgate/ui/button";
import { Card, CardHeader } from "@tollgate/ui/card";
import { PageHeader } from "@tollgate/ui/page-header";
import { StatusDot } from "@tollgate/ui/status-dot";
import { ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { type WorkerStatus, workerStatus } from "../../../../operations/worker-status.ts";

export const metadata: Metadata = { title: "Jobs" };

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

export default async function Jobs() {
  return (
    <>
      <PageHeader title="Jobs" lead="What runs behind the calls: settlement, sweeps, roll-ups, probes and audits." />
      <Worker status={await workerStatus()} />
    </>
  );
}
