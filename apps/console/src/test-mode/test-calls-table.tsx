import { Badge } from "@tollgate/ui/badge";
import { formatCount, formatDuration } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { tokensOf } from "../calls/usage-names.ts";
import type { Outputs } from "../trpc/outputs.ts";

type TestCall = Outputs["testMode"]["calls"]["calls"][number];

const COLUMNS: Column<TestCall>[] = [
  {
    key: "model",
    header: "Model",
    phone: "title",
    cell: ({ modelId }) => <span className="sm:whitespace-nowrap max-sm:break-all">{modelId}</span>,
  },
  { key: "when", header: "When (UTC)", cell: ({ at }) => <Timestamp at={new Date(at)} show="minute" /> },
  { key: "ended", header: "Ended", cell: (call) => <Ended call={call} /> },
  {
    key: "scenario",
    header: "Scenario",
    cell: ({ scenario }) =>
      scenario === null ? (
        <span className="text-ink-faint">None</span>
      ) : (
        <code className="font-mono text-xs">{scenario}</code>
      ),
  },
  { key: "tokens", header: "Tokens in, out", align: "right", cell: (call) => <Tokens call={call} /> },
  {
    key: "took",
    header: "Took",
    align: "right",
    phone: "hidden",
    cell: ({ durationMs }) => <span className="whitespace-nowrap">{formatDuration(durationMs)}</span>,
  },
  {
    key: "earned",
    header: "Your margin",
    align: "right",
    cell: ({ legs }) => (
      <Money nano={legs.surchargeNano} precision={6} tone={legs.surchargeNano === 0n ? "muted" : "plain"} />
    ),
  },
  {
    key: "cost",
    header: "Would cost",
    align: "right",
    cell: ({ legs }) => (
      <Money nano={legs.chargeNano} precision={6} tone={legs.chargeNano === 0n ? "muted" : "plain"} />
    ),
  },
];

export function TestCallsTable({
  calls,
  empty,
  footer,
}: {
  calls: readonly TestCall[];
  empty: ReactNode;
  footer: ReactNode;
}) {
  return (
    <DataTable
      label="Test calls"
      rows={calls}
      rowKey={({ id }) => id}
      columns={COLUMNS}
      empty={empty}
      footer={footer}
    />
  );
}

function Ended({ call: { outcome, error, streamed } }: { call: TestCall }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {error === null ? (
        <StatusDot tone={outcome === "completed" ? "positive" : "caution"}>
          {outcome === "completed" ? "Answered" : "Left by its caller"}
        </StatusDot>
      ) : (
        <StatusDot tone="critical">
          <code className="font-mono text-xs">{error}</code>
        </StatusDot>
      )}
      {streamed ? <Badge tone="outline">Stream</Badge> : null}
    </span>
  );
}

function Tokens({ call }: { call: TestCall }) {
  const { input, output } = tokensOf(call.units);
  if (input === 0 && output === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span className="whitespace-nowrap">
      {formatCount(input)} <span className="text-ink-faint">→</span> {formatCount(output)}
    </span>
  );
}
