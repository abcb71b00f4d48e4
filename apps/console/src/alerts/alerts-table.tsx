import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Meter } from "@tollgate/ui/meter";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { BellOff } from "lucide-react";
import type { ReactNode } from "react";
import { type Alert, aboutWords, alertHref } from "./alert-words.ts";

type Props = { slug: string; alerts: readonly Alert[]; footer?: ReactNode };

/** What was told, and whether it still holds. */
export function AlertsTable({ slug, alerts, footer }: Props) {
  return (
    <DataTable
      label="Alerts"
      rows={alerts}
      rowKey={({ id }) => id}
      rowHref={(alert) => alertHref(slug, alert)}
      footer={footer}
      empty={
        <EmptyState icon={BellOff} title="Nothing to tell">
          Alerts come here, by e-mail and to webhooks when a budget reaches 50, 80 and 100%, and when credit falls below
          the amount you set.{" "}
          <Link href="/docs/budgets" className="text-accent-text underline underline-offset-4">
            How budgets and alerts work
          </Link>
        </EmptyState>
      }
      columns={[
        {
          key: "about",
          header: "About",
          phone: "title",
          cell: (alert) => (
            <span className="flex min-w-0 flex-col">
              <span className="break-words">{titleOf(alert)}</span>
              <span className="font-normal text-ink-faint text-sm">{aboutWords(alert)}</span>
            </span>
          ),
        },
        {
          key: "reached",
          header: "Reached",
          cell: (alert) => <Reached alert={alert} />,
        },
        { key: "amount", header: "Amount", align: "right", cell: ({ amountNano }) => <Money nano={amountNano} /> },
        { key: "limit", header: "Of", align: "right", cell: ({ limitNano }) => <Money nano={limitNano} /> },
        { key: "state", header: "Now", cell: (alert) => <State alert={alert} /> },
        { key: "at", header: "Told", align: "right", cell: ({ at }) => <Timestamp at={at} /> },
        {
          key: "mailed",
          header: "E-mail",
          align: "right",
          phone: "hidden",
          cell: ({ mailedAt }) =>
            mailedAt ? <Timestamp at={mailedAt} /> : <span className="text-ink-faint">On its way</span>,
        },
      ]}
    />
  );
}

function titleOf({ about, name }: Alert): string {
  if (about === "budget") return name;
  return about === "low_credit" ? "Credit is low" : "The month’s ceiling";
}

function Reached({ alert: { about, threshold, amountNano, limitNano } }: { alert: Alert }) {
  if (threshold === null) return about === "low_credit" ? "Below what you set" : "What it may charge";
  return (
    <span className="flex items-center gap-2.5">
      <span className="tabular w-11 text-right">{threshold}%</span>
      <Meter label={`${threshold}% of the budget`} value={amountNano} max={limitNano} className="w-20 max-sm:hidden" />
    </span>
  );
}

function State({ alert: { about, isCurrent, threshold, resetsAt } }: { alert: Alert }) {
  if (!isCurrent) return <StatusDot tone="neutral">Over</StatusDot>;
  if (about === "low_credit") return <StatusDot tone="caution">Still low</StatusDot>;
  const share = threshold ?? 0;
  return (
    <span className="block">
      {about === "top_up_ceiling" ? (
        <StatusDot tone="caution">Charges nothing</StatusDot>
      ) : (
        <StatusDot tone={share >= 100 ? "critical" : share >= 80 ? "caution" : "accent"}>
          {share >= 100 ? "Calls are refused" : "Calls go on"}
        </StatusDot>
      )}
      <span className="block text-ink-faint text-sm">
        {resetsAt ? (
          <>
            starts over <Timestamp at={resetsAt} show="date" />
          </>
        ) : (
          "never starts over"
        )}
      </span>
    </span>
  );
}
