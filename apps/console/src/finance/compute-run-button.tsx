"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { counted } from "@tollgate/ui/format/number";
import { formatMonth, shiftMonth } from "@tollgate/ui/format/time";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = {
  month: string;
  /** `over` closes the month first; `computed` works the same month out again. */
  stage: "over" | "closed" | "computed";
  payees: number;
};

const ACT = { over: "Close and compute", closed: "Compute run", computed: "Compute again" };

/** Computes a month's run after asking; the answer opens the run. */
export function ComputeRunButton({ month, stage, payees }: Props) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const compute = useMutation(trpc.finance.computeRun.mutationOptions());
  const name = formatMonth(month);

  async function confirm() {
    const { run, created } = await compute.mutateAsync({ month }).catch(rejectInWords);
    toast(
      created
        ? {
            title: `${name} is computed`,
            description: `Revision ${run.revision}, ${counted(run.totals.payees, "statement")}.`,
          }
        : { title: "Nothing changed", description: "The same books gave the same statements and the same hash." },
    );
    router.push(`/finance/payouts/${run.id}`);
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={<Button intent={stage === "computed" ? "secondary" : "primary"}>{ACT[stage]}</Button>}
      title={stage === "over" ? `Close ${name}?` : `Compute ${name}?`}
      act={ACT[stage]}
      onConfirm={confirm}
    >
      {stage === "over" ? (
        <p className="mb-2">
          The month stops taking bookings, which cannot be undone. What arrives later is booked into{" "}
          {formatMonth(shiftMonth(month, 1))} or after.
        </p>
      ) : null}
      <p>
        One statement is stored for {payees === 1 ? "the one payee" : `each of ${counted(payees, "payee")}`}. No money
        moves: a run is paid only after two people have approved its hash.
      </p>
    </ConfirmDialog>
  );
}
