import { EmptyState } from "@tollgate/ui/empty-state";
import { PageHeader } from "@tollgate/ui/page-header";
import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { OperatorToday, waits } from "../../../desk/operator-today.tsx";
import { verdict } from "../../../health/health-words.ts";
import { LoadStats } from "../../../health/load-stats.tsx";
import { workerStatus } from "../../../operations/worker-status.ts";
import { api } from "../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Operate" };

const SHOWN = 3;

export default async function Operator() {
  const [{ operator }, worker] = await Promise.all([api(), workerStatus()]);
  const [health, reviews, risk, recoveries, events] = await Promise.all([
    operator.health(),
    operator.reviews({ state: "pending" }),
    operator.riskCases({ limit: SHOWN }),
    operator.recoveries({ state: "open" }),
    operator.stripeEvents({ limit: 1 }),
  ]);
  const today = {
    platform: verdict(health, worker.answers),
    reviews: { count: reviews.pending, first: reviews.endpoints.slice(-SHOWN).toReversed() },
    risk: {
      count: (risk.counts.open ?? 0) + (risk.counts.frozen ?? 0),
      first: risk.cases.filter(({ closedAt }) => closedAt === null),
    },
    recoveries: recoveries.recoveries.filter(({ mayDecide }) => mayDecide),
    quarantined: health.open.quarantined,
    failedEvents: events.failed,
  };
  return (
    <>
      <PageHeader title="What needs you today" lead="Everything of the platform that waits for a person." />
      <div className="flex flex-col gap-6">
        {waits(today) ? (
          <OperatorToday today={today} />
        ) : (
          <EmptyState icon={CircleCheck} title="Nothing waits for you">
            Endpoints to review, suspicious payments, lost authenticators and usage that could not be settled appear
            here as they come.
          </EmptyState>
        )}
        <LoadStats load={health.load} />
      </div>
    </>
  );
}
