import { Badge } from "@tollgate/ui/badge";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { MarginWords } from "./margin-words.tsx";
import { WithdrawMargin } from "./withdraw-margin.tsx";

type PublishedMargin = Outputs["apps"]["get"]["margins"][number];

type Props = {
  workspaceId: string;
  appId: string;
  margins: readonly PublishedMargin[];
  mayChange: boolean;
};

/** Every margin an app ever published: a version is never changed, only followed by another. */
export function MarginHistory({ workspaceId, appId, margins, mayChange }: Props) {
  return (
    <DataTable
      label="Published margins"
      rows={margins}
      rowKey={(margin) => margin.id}
      columns={[
        {
          key: "terms",
          header: "Margin",
          phone: "title",
          cell: (margin) => (
            <span className="font-medium">
              <MarginWords margin={margin} />
            </span>
          ),
        },
        { key: "version", header: "Version", cell: (margin) => <span className="tabular">{margin.version}</span> },
        { key: "state", header: "State", cell: (margin) => <State margin={margin} /> },
        { key: "published", header: "Published", cell: (margin) => <Timestamp at={margin.createdAt} show="date" /> },
        {
          key: "effective",
          header: "Applies from",
          cell: (margin) =>
            margin.withdrawnAt === null ? <Timestamp at={margin.effectiveAt} show="date" /> : <Never margin={margin} />,
        },
        {
          key: "act",
          header: <span className="sr-only">Act</span>,
          align: "right",
          phone: "actions",
          cell: (margin) =>
            mayChange && isToCome(margin) ? (
              <WithdrawMargin workspaceId={workspaceId} appId={appId} margin={margin} />
            ) : null,
        },
      ]}
    />
  );
}

const STATES: Readonly<Record<PublishedMargin["state"], { badge: ReactNode; note?: string }>> = {
  in_force: { badge: <Badge tone="positive">In force</Badge> },
  announced: { badge: <Badge tone="caution">Announced</Badge>, note: "Dearer: needs consent" },
  lower: { badge: <Badge tone="accent">Scheduled</Badge>, note: "Lower: for everybody" },
  scheduled: { badge: <Badge tone="accent">Scheduled</Badge> },
  withdrawn: { badge: <Badge>Withdrawn</Badge> },
  replaced: { badge: <span className="text-ink-faint">Replaced</span> },
};

function State({ margin }: { margin: PublishedMargin }) {
  const { badge, note } = STATES[margin.state];
  return (
    <span className="max-sm:text-right">
      {badge}
      {note ? <span className="mt-0.5 block text-ink-faint text-sm">{note}</span> : null}
    </span>
  );
}

/** The day a withdrawn margin would have had. */
function Never({ margin }: { margin: PublishedMargin }) {
  return (
    <s className="text-ink-faint">
      <Timestamp at={margin.effectiveAt} show="date" />
    </s>
  );
}

function isToCome({ state }: PublishedMargin): boolean {
  return state === "announced" || state === "lower" || state === "scheduled";
}
