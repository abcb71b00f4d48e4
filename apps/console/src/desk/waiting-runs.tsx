import { formatMonth } from "@tollgate/ui/format/time";
import type { Outputs } from "../trpc/outputs.ts";
import { DeskCard, DeskRow } from "./desk-queue.tsx";

type Desk = Outputs["finance"]["desk"];
type Run = Desk["runs"][number];

/** Months that wait to be closed, approved, started or looked at. */
export function WaitingRuns({ runs, monthToClose }: Pick<Desk, "runs" | "monthToClose">) {
  if (runs.length === 0 && monthToClose === null) return null;
  return (
    <DeskCard
      title="Payouts"
      hint="Closing a month, two approvals, then the start. Payments that failed wait here too."
    >
      {monthToClose ? (
        <DeskRow href={`/finance/payouts?month=${monthToClose}`}>
          <span className="font-medium">{formatMonth(monthToClose)}</span>
          <span className="text-ink-muted text-sm">is over and can be closed</span>
        </DeskRow>
      ) : null}
      {runs.map((run) => (
        <DeskRow key={run.id} href={`/finance/payouts/${run.id}`}>
          <span className="font-medium">{formatMonth(run.month)}</span>
          <span className="text-right text-ink-muted text-sm">{needWords(run)}</span>
        </DeskRow>
      ))}
    </DeskCard>
  );
}

function needWords({ needs, approvedByYou, failedPayments }: Run): string {
  switch (needs) {
    case "approval":
      return approvedByYou ? "you approved it; another person has to" : "waits for approval";
    case "start":
      return "is approved and can be paid";
    case "retry":
      return `${failedPayments} ${failedPayments === 1 ? "payment needs" : "payments need"} a look`;
  }
}
