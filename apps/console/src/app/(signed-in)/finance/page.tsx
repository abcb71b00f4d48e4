import { EmptyState } from "@tollgate/ui/empty-state";
import { PageHeader } from "@tollgate/ui/page-header";
import { Timestamp } from "@tollgate/ui/timestamp";
import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { DeskCard, DeskQueue, DeskRow, failedEventsWords, quarantineWords } from "../../../desk/desk-queue.tsx";
import { MoneyStanding } from "../../../desk/money-standing.tsx";
import { WaitingRuns } from "../../../desk/waiting-runs.tsx";
import { viewer } from "../../../server/viewer.ts";
import type { Outputs } from "../../../trpc/outputs.ts";
import { api } from "../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Finance" };

type Desk = Outputs["finance"]["desk"];

export default async function Finance() {
  const [{ finance }, person] = await Promise.all([api(), viewer()]);
  const [desk, balance] = await Promise.all([finance.desk(), finance.trialBalance()]);
  return (
    <>
      <PageHeader title="What needs you today" lead="Everything of finance that waits for a person, oldest first." />
      <div className="flex flex-col gap-6">
        {isQuiet(desk) ? (
          <EmptyState icon={CircleCheck} title="Nothing waits for you">
            Requests of others, payout runs, disputes and payments that failed appear here as they come.
          </EmptyState>
        ) : (
          <div className="grid items-start gap-5 *:min-w-0 lg:grid-cols-2 lg:*:only:col-span-2">
            <Decisions desk={desk} />
            <Money desk={desk} />
            <Trouble desk={desk} isOperator={person.duties.includes("operator")} />
          </div>
        )}
        <MoneyStanding balance={balance} />
      </div>
    </>
  );
}

function isQuiet(desk: Desk): boolean {
  const { corrections, disputes, failedPayments, failedRefunds, quarantined } = desk;
  const waiting = [corrections, disputes, failedPayments, failedRefunds, quarantined].some(({ count }) => count > 0);
  return !(waiting || desk.ownCorrections || desk.failedEvents || desk.runs.length || desk.monthToClose);
}

function Decisions({ desk }: { desk: Desk }) {
  return (
    <>
      <DeskQueue
        title="Adjustments and refunds"
        hint="Others asked for them; your approval moves the money."
        queue={desk.corrections}
        words={({ what }) => what}
        itemHref={({ id }) => `/finance/adjustments/${id}`}
        allHref="/finance/adjustments?status=requested"
      />
      {desk.ownCorrections > 0 ? (
        <DeskCard title="What you asked for" hint="Another person of finance decides.">
          <DeskRow href="/finance/adjustments?status=requested">
            <span>
              {desk.ownCorrections} {desk.ownCorrections === 1 ? "request waits" : "requests wait"} for somebody else
            </span>
          </DeskRow>
        </DeskCard>
      ) : null}
      <WaitingRuns runs={desk.runs} monthToClose={desk.monthToClose} />
    </>
  );
}

function Money({ desk }: { desk: Desk }) {
  return (
    <>
      <DeskQueue
        title="Disputes"
        hint="Cardholders contest these payments. The bank decides on what it is sent in time."
        queue={desk.disputes}
        words={({ id, what }) => `${sentence(what)} · ${id}`}
        itemHref={({ id }) => `/finance/disputes/${id}`}
        allHref="/finance/disputes"
      />
      <DeskQueue
        title="Refunds that came back"
        hint="In the last 30 days. The customer’s credit was returned to them."
        queue={desk.failedRefunds}
        words={({ id, what }) => (what ? `${sentence(what)} · ${id}` : id)}
        itemHref={({ id }) => `/finance/refunds?search=${id}`}
        allHref="/finance/refunds?state=failed"
      />
      <DeskQueue
        title="Payments that failed"
        hint="In the last seven days. No credit was given."
        queue={desk.failedPayments}
        words={({ id, what }) => (what ? `${sentence(what)} · ${id}` : id)}
        itemHref={({ id }) => `/finance/payments/${id}`}
      />
    </>
  );
}

function Trouble({ desk: { quarantined, failedEvents }, isOperator }: { desk: Desk; isOperator: boolean }) {
  if (quarantined.count === 0 && failedEvents === 0) return null;
  const { count, oldestAt } = quarantined;
  return (
    <DeskCard title="For an operator" hint="Money waits here until an operator has looked at it.">
      {count > 0 ? (
        <DeskRow href={isOperator ? "/operator/quarantine" : undefined}>
          <span>{quarantineWords(count)}</span>
          <span className="text-ink-faint text-sm">{oldestAt ? <Timestamp at={oldestAt} /> : null}</span>
        </DeskRow>
      ) : null}
      {failedEvents > 0 ? (
        <DeskRow href={isOperator ? "/operator/events?state=failed" : undefined}>
          <span>{failedEventsWords(failedEvents)}</span>
        </DeskRow>
      ) : null}
    </DeskCard>
  );
}

/** The processor's code in words: `card_declined` becomes “Card declined”. */
function sentence(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
