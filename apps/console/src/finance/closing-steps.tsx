import { Link } from "@tollgate/ui/link";
import { CircleCheck, CircleDashed } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";

type Step = Outputs["reports"]["closingChecklist"][number];

const WORDS: Readonly<Record<Step["step"], { name: string; href: (month: string) => string | null }>> = {
  month_over: { name: "The month is over (UTC)", href: () => null },
  usage_settled: { name: "All usage of the month is settled", href: () => "/finance/loose-ends/usage" },
  quarantine_decided: { name: "Nothing of the month is in quarantine", href: () => "/finance/loose-ends/quarantine" },
  events_taken: { name: "Every event of the processor was taken", href: () => "/finance/loose-ends/events" },
  corrections_decided: {
    name: "Adjustments and refunds are decided",
    href: () => "/finance/adjustments?status=requested",
  },
  payouts_answered: { name: "Every payout has a clear answer", href: () => "/finance/loose-ends/payouts" },
  processor_asked: {
    name: "The processor was asked after the month’s end",
    href: (month) => `/finance/reconciliation?month=${month}`,
  },
  variances_explained: {
    name: "Every difference is explained",
    href: (month) => `/finance/reconciliation?month=${month}`,
  },
  disputes_decided: { name: "No dispute is open", href: () => "/finance/loose-ends/disputes" },
  audit_clean: { name: "The last ledger audit found nothing", href: () => "/finance/trial-balance" },
};

/** What finance wants settled before a month closes; it advises and refuses nothing. */
export function ClosingSteps({ month, steps }: { month: string; steps: readonly Step[] }) {
  return (
    <section aria-labelledby="closing-steps" className="rounded-lg border bg-surface px-5 py-4 shadow-xs">
      <h2 id="closing-steps" className="font-semibold">
        Before the month closes
      </h2>
      <p className="text-ink-muted text-sm">
        Closing does not wait for these: what comes later is booked into the next month.
      </p>
      <ul className="mt-3 grid gap-x-8 gap-y-1.5 md:grid-cols-2">
        {steps.map(({ step, isDone, open }) => {
          const { name, href } = WORDS[step];
          const to = href(month);
          const Icon = isDone ? CircleCheck : CircleDashed;
          const text = open > 0 ? `${name}: ${open} open` : name;
          return (
            <li key={step} className={`flex gap-2.5 ${isDone ? "text-ink-muted" : "text-ink"}`}>
              <Icon
                aria-label={isDone ? "Done" : "Open"}
                className={`mt-0.75 size-4 shrink-0 ${isDone ? "text-positive-text" : "text-caution-text"}`}
              />
              {to && !isDone ? (
                <Link href={to} className="underline underline-offset-3">
                  {text}
                </Link>
              ) : (
                <span>{text}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
