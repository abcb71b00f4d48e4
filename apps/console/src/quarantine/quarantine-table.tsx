import { EmptyState } from "@tollgate/ui/empty-state";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { detailWords, reasonWords, resolutionWords } from "./quarantine-words.ts";
import { QuarantinedWorkspace } from "./quarantined-workspace.tsx";

type Line = Outputs["operator"]["quarantine"]["lines"][number];

const COLUMNS: Column<Line>[] = [
  { key: "reason", header: "What is wrong", cell: (line) => reasonWords(line.reason), phone: "title" },
  {
    key: "detail",
    header: "Detail",
    cell: (line) => <span className="block max-w-xl break-words text-ink-muted">{detailWords(line.detail)}</span>,
    phone: "hidden",
  },
  {
    key: "workspace",
    header: "Workspace",
    cell: (line) => <QuarantinedWorkspace of={line} />,
  },
  { key: "when", header: "Since", cell: (line) => <Timestamp at={line.createdAt} /> },
  {
    key: "state",
    header: "State",
    cell: (line) => (
      <StatusDot tone={line.resolution ? "neutral" : "caution"}>
        {line.resolution ? resolutionWords(line.resolution) : "Open"}
      </StatusDot>
    ),
  },
];

/** Events in quarantine; each leads to what is known of it and what can be decided. */
export function QuarantineTable({ lines, footer }: { lines: readonly Line[]; footer: ReactNode }) {
  return (
    <DataTable
      label="Quarantine"
      rows={lines}
      rowKey={(line) => line.id}
      rowHref={(line) => `/operator/quarantine/${line.id}`}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={CircleCheck} title="Nothing is here">
          An event lands here when its units have no price, its numbers do not add up, or proxy and worker disagree
          about a charge. It is never charged by guess and never free.
        </EmptyState>
      }
    />
  );
}
