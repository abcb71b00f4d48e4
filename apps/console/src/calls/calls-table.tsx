import { formatMoney } from "@tollgate/ui/format/money";
import { formatCount, formatDuration } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Handshake } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { outcomeWords } from "./outcomes.ts";
import { ServedFromBadge } from "./served-from-badge.tsx";
import { tokensOf } from "./usage-names.ts";

export type Call = Outputs["calls"]["list"]["calls"][number];

const CHARGE_DECIMALS = 6;

const COLUMNS: Column<Call>[] = [
  { key: "model", header: "Model", cell: (call) => <ModelName call={call} />, phone: "title" },
  { key: "when", header: "When (UTC)", cell: (call) => <Timestamp at={call.at} show="minute" /> },
  { key: "by", header: "Key or app", cell: (call) => <Caller call={call} />, phone: "hidden" },
  {
    key: "outcome",
    header: "Outcome",
    cell: (call) => <StatusDot tone={outcomeWords(call.outcome).tone}>{outcomeWords(call.outcome).word}</StatusDot>,
  },
  { key: "tokens", header: "Tokens in, out", cell: (call) => <Tokens call={call} />, align: "right" },
  { key: "duration", header: "Took", cell: (call) => formatDuration(call.durationMs), align: "right", phone: "hidden" },
  {
    key: "charge",
    header: "Charged",
    cell: (call) => <Charge call={call} />,
    align: "right",
  },
];

type Props = { slug: string; calls: readonly Call[]; empty?: ReactNode; footer?: ReactNode; label?: string };

/** Calls as lines; each leads to its receipt. */
export function CallsTable({ slug, calls, empty, footer, label = "Calls" }: Props) {
  return (
    <DataTable
      label={label}
      rows={calls}
      rowKey={(call) => call.id}
      rowHref={(call) => `/w/${slug}/calls/${call.generationId}`}
      columns={COLUMNS}
      empty={empty}
      footer={footer}
    />
  );
}

/** What the call cost in the end; a refund shows beside it. */
function Charge({ call }: { call: Call }) {
  const netNano = call.chargeNano - call.refundedNano;
  return (
    <span className="inline-flex items-baseline gap-2 whitespace-nowrap">
      {call.refundedNano > 0n ? (
        <span
          className="text-ink-faint text-xs"
          title={`${formatMoney(call.chargeNano, "exact")} charged, ${formatMoney(call.refundedNano, "exact")} refunded`}
        >
          {netNano === 0n ? "refunded" : "partly refunded"}
        </span>
      ) : null}
      <Money nano={netNano} precision={CHARGE_DECIMALS} tone={netNano === 0n ? "muted" : "plain"} />
    </span>
  );
}

function ModelName({ call: { model, servedFrom } }: { call: Call }) {
  const cut = model.id.indexOf("/") + 1;
  return (
    <span className="inline-flex items-center gap-2 max-sm:flex-wrap max-sm:gap-y-1">
      <span className="whitespace-nowrap max-sm:whitespace-normal max-sm:break-all">
        <span className="font-normal text-ink-faint">{model.id.slice(0, cut)}</span>
        {model.id.slice(cut)}
      </span>
      <ServedFromBadge from={servedFrom} />
    </span>
  );
}

function Caller({ call }: { call: Call }) {
  if (!call.app) return <span className="block max-w-48 truncate">{call.key.name}</span>;
  return (
    <span className="flex items-center gap-1.5" title={`Connected app, by its key “${call.key.name}”`}>
      <Handshake aria-label="Connected app" className="size-3.5 shrink-0 text-ink-faint" />
      <span className="max-w-44 truncate">{call.app.name}</span>
    </span>
  );
}

function Tokens({ call }: { call: Call }) {
  const { input, output } = tokensOf(call.units);
  return (
    <span className="whitespace-nowrap" title={call.usageSource === "estimated" ? "Estimated by Tollgate" : undefined}>
      {call.usageSource === "estimated" ? <span className="text-ink-faint">≈ </span> : null}
      {formatCount(input)} <span className="text-ink-faint">→</span> {formatCount(output)}
    </span>
  );
}
