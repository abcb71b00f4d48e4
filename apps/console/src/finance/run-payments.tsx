"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { Section } from "@tollgate/ui/section";
import { StatusDot, type StatusTone } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { nanoOfCents } from "./statement-lines.ts";

type Progress = Outputs["finance"]["runProgress"];
type State = Progress["states"][number]["state"];

const BETWEEN_LOOKS_MS = 2_000;

const STATE: Record<State, { word: string; tone: StatusTone }> = {
  paid: { word: "Paid", tone: "positive" },
  sending: { word: "Being sent", tone: "accent" },
  waiting: { word: "Waiting", tone: "neutral" },
  unknown: { word: "Not known yet", tone: "caution" },
  failed: { word: "Failed", tone: "critical" },
  returned: { word: "Came back", tone: "critical" },
  lapsed: { word: "Replaced by a later run", tone: "neutral" },
  carried: { word: "Carried over", tone: "neutral" },
};

type Props = { runId: string; initial: Progress };

/** How far the payments of a run are. While it pays, the numbers move by themselves. */
export function RunPayments({ runId, initial }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: progress } = useQuery({
    ...trpc.finance.runProgress.queryOptions({ runId }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.status === "executing" ? BETWEEN_LOOKS_MS : false),
  });
  const shown = useRef(initial.status);
  useEffect(() => {
    if (shown.current === progress.status) return;
    shown.current = progress.status;
    router.refresh();
  }, [progress.status, router]);
  return (
    <Section title="Payments" hint={progress.status === "executing" ? "Live." : undefined}>
      <div className="flex flex-col gap-4">
        <DataTable
          label="Payments by state"
          rows={progress.states}
          rowKey={(row) => row.state}
          columns={[
            {
              key: "state",
              header: "State",
              phone: "title",
              cell: ({ state }) => (
                <StatusDot tone={STATE[state].tone} live={state === "sending"}>
                  {STATE[state].word}
                </StatusDot>
              ),
            },
            { key: "payees", header: "Payees", align: "right", cell: (row) => formatCount(row.payees) },
            {
              key: "amount",
              header: "Amount",
              align: "right",
              // What is carried over is no payment, and how much it is stands in the statements.
              cell: (row) =>
                row.state === "carried" ? (
                  <span className="text-ink-faint">–</span>
                ) : (
                  <Money nano={nanoOfCents(row.cents)} precision={2} />
                ),
            },
          ]}
        />
        {progress.troubles.length > 0 ? <Troubles runId={runId} troubles={progress.troubles} /> : null}
      </div>
    </Section>
  );
}

function Troubles({ runId, troubles }: { runId: string; troubles: Progress["troubles"] }) {
  return (
    <DataTable
      label="Payments to look at"
      rows={troubles}
      rowKey={(row) => row.itemId}
      columns={[
        { key: "payee", header: "Payee", phone: "title", cell: (row) => row.payeeName },
        {
          key: "state",
          header: "State",
          cell: (row) => <StatusDot tone={STATE[row.state].tone}>{STATE[row.state].word}</StatusDot>,
        },
        { key: "problem", header: "Why", cell: (row) => row.problem ?? "The processor has not said yet." },
        { key: "attempt", header: "Attempt", align: "right", phone: "hidden", cell: (row) => row.attempt },
        { key: "since", header: "Since", cell: (row) => <Timestamp at={row.since} /> },
        {
          key: "amount",
          header: "Amount",
          align: "right",
          cell: (row) => <Money nano={nanoOfCents(row.cents)} precision={2} />,
        },
        {
          key: "act",
          header: <span className="sr-only">Act</span>,
          align: "right",
          phone: "actions",
          cell: (row) => (row.state === "unknown" ? null : <RetryButton runId={runId} trouble={row} />),
        },
      ]}
    />
  );
}

function RetryButton({ runId, trouble }: { runId: string; trouble: Progress["troubles"][number] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const retry = useMutation(trpc.finance.retryItem.mutationOptions());
  async function confirm() {
    await retry.mutateAsync({ runId, itemId: trouble.itemId }).catch(rejectInWords);
    // The run pays again, and its numbers move again.
    await queryClient.invalidateQueries(trpc.finance.runProgress.queryFilter({ runId }));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Try again</Button>}
      title={`Pay ${trouble.payeeName} again?`}
      act="Try again"
      onConfirm={confirm}
    >
      The last attempt is over, and its money is back with the payee. A new transfer is sent as attempt{" "}
      {trouble.attempt + 1}.
    </ConfirmDialog>
  );
}
