"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { counted } from "@tollgate/ui/format/number";
import { formatMonth } from "@tollgate/ui/format/time";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useFocusWhenLost } from "../forms/use-focus-when-lost.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { PayoutRun } from "./run-status.tsx";
import { nanoOfCents } from "./statement-lines.ts";

type Props = { run: PayoutRun; viewerId: string };

/** Who approved, and what can be done next: approve the hash that is shown, or let an approved run pay. */
export function RunApproval({ run, viewerId }: Props) {
  const group = useFocusWhenLost<HTMLDivElement>(`${run.status} ${run.approvals.length}`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in; this says what happened and what comes next.
    <div
      ref={group}
      role="group"
      aria-label="Approval"
      tabIndex={-1}
      className="flex flex-col gap-4 focus:outline-hidden"
    >
      {run.approvals.length > 0 ? (
        <ul className="flex flex-col gap-1.5" aria-label="Approvals">
          {run.approvals.map((approval) => (
            <li key={approval.userId} className="flex justify-between gap-4">
              <span>Approved by {approval.name}</span>
              <Timestamp at={approval.at} className="text-ink-muted" />
            </li>
          ))}
        </ul>
      ) : null}
      {run.startedBy && run.startedAt ? (
        <p className="flex justify-between gap-4">
          <span>Started by {run.startedBy}</span>
          <Timestamp at={run.startedAt} className="text-ink-muted" />
        </p>
      ) : null}
      {run.isSuperseded ? null : <NextAct run={run} viewerId={viewerId} />}
    </div>
  );
}

function NextAct({ run, viewerId }: Props) {
  if (run.status === "approved") return <StartButton run={run} />;
  if (run.status !== "computed") return null;
  if (run.approvals.some((approval) => approval.userId === viewerId))
    return <p className="text-ink-muted">You approved it. Now it waits for another person of finance.</p>;
  return <ApproveButton run={run} />;
}

/** Runs `act`, turns a refusal into words for the dialog and shows the page as it then is. */
function useAct() {
  const router = useRouter();
  return async (act: Promise<unknown>) => {
    await act.catch(rejectInWords);
    router.refresh();
  };
}

function ApproveButton({ run }: { run: PayoutRun }) {
  const trpc = useTRPC();
  const act = useAct();
  const approve = useMutation(trpc.finance.approveRun.mutationOptions());
  return (
    <ConfirmDialog
      trigger={
        <Button intent="primary" className="self-start">
          Approve this hash
        </Button>
      }
      title={`Approve ${formatMonth(run.month)}?`}
      act="Approve"
      onConfirm={() => act(approve.mutateAsync({ runId: run.id, hash: run.hash }))}
    >
      <p>
        You say that you looked at the statements and that they are right. It takes two people of finance; computing the
        month again voids what was approved. No money moves yet.
      </p>
      <code className="mt-3 block break-all rounded-md bg-sunken p-3 font-mono text-sm" translate="no">
        {run.hash}
      </code>
    </ConfirmDialog>
  );
}

function StartButton({ run }: { run: PayoutRun }) {
  const trpc = useTRPC();
  const act = useAct();
  const start = useMutation(trpc.finance.startRun.mutationOptions());
  const payees = counted(run.totals.payablePayees, "payee");
  return (
    <ConfirmDialog
      trigger={
        <Button intent="primary" className="self-start">
          Pay {payees}
        </Button>
      }
      title={`Pay ${formatMonth(run.month)}?`}
      act="Start paying"
      onConfirm={() => act(start.mutateAsync({ runId: run.id }))}
    >
      <p>
        <Money nano={nanoOfCents(run.totals.payableCents)} precision={2} className="font-medium text-ink" /> for{" "}
        {payees}, one transfer each. This cannot be stopped halfway; a payee who cannot be paid holds nobody else up.
      </p>
    </ConfirmDialog>
  );
}
