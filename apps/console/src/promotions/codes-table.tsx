import { formatCount } from "@tollgate/ui/format/number";
import { Meter } from "@tollgate/ui/meter";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { CodeText } from "./new-code.tsx";
import { StopCode } from "./stop-code.tsx";

type Code = Outputs["promotions"]["list"]["codes"][number];

const STATE = {
  open: { tone: "positive", word: "Can be redeemed" },
  used_up: { tone: "neutral", word: "Used up" },
  over: { tone: "neutral", word: "Over" },
  withdrawn: { tone: "critical", word: "Stopped" },
} as const;

const COLUMNS: Column<Code>[] = [
  {
    key: "code",
    header: "Code",
    phone: "title",
    cell: ({ code, reason }) => (
      <div className="min-w-0">
        <CodeText code={code} />
        <p className="max-w-64 truncate font-normal text-ink-faint text-sm">{reason}</p>
      </div>
    ),
  },
  {
    key: "amount",
    header: "Per workspace",
    align: "right",
    cell: (code) => <Money nano={code.amountNano} precision={2} />,
  },
  { key: "used", header: "Redeemed", cell: (code) => <Redeemed code={code} /> },
  {
    key: "until",
    header: "Until",
    cell: ({ validUntil, creditDays }) => (
      <span>
        <Timestamp at={validUntil} show="date" />
        <span className="block text-ink-faint text-sm">then lasts {formatCount(creditDays)} days</span>
      </span>
    ),
  },
  { key: "spent", header: "Spent", align: "right", cell: (code) => <Money nano={code.spentNano} precision={2} /> },
  {
    key: "state",
    header: "State",
    cell: ({ state }) => <StatusDot tone={STATE[state].tone}>{STATE[state].word}</StatusDot>,
  },
  {
    key: "stop",
    header: <span className="sr-only">Actions</span>,
    align: "right",
    phone: "actions",
    cell: ({ id, code, state }) => (state === "open" ? <StopCode codeId={id} code={code} /> : null),
  },
];

/** Codes with what is used and left of them. */
export function CodesTable({ codes, empty }: { codes: readonly Code[]; empty: ReactNode }) {
  return <DataTable label="Promotional codes" rows={codes} rowKey={({ id }) => id} columns={COLUMNS} empty={empty} />;
}

function Redeemed({ code: { code, redeemed, maxRedemptions } }: { code: Code }) {
  return (
    <div className="flex w-36 max-w-full flex-col gap-1.5">
      <span className="tabular whitespace-nowrap">
        {formatCount(redeemed)} <span className="text-ink-faint">of {formatCount(maxRedemptions)}</span>
      </span>
      <Meter label={`Redeemed of ${code}`} value={BigInt(redeemed)} max={BigInt(maxRedemptions)} />
    </div>
  );
}
