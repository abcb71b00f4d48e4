"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatDate } from "@tollgate/ui/format/time";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { type Fee, feeWords } from "./fee-words.ts";

/** Takes a fee back that has not had its day. */
export function WithdrawFee({ fee }: { fee: Pick<Fee, "id" | "basisPoints" | "fixedNano" | "effectiveAt"> }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const withdraw = useMutation(trpc.operator.withdrawFee.mutationOptions());

  async function confirm() {
    await withdraw.mutateAsync({ feeVersionId: fee.id }).catch(rejectInWords);
    toast({ title: "The fee is withdrawn", tone: "positive" });
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={<Button size="sm">Withdraw</Button>}
      title="Withdraw this fee?"
      act="Withdraw"
      onConfirm={confirm}
    >
      {feeWords(fee)} will not apply on {formatDate(fee.effectiveAt)}. What is in force stays, and the pricing page
      announces it no longer.
    </ConfirmDialog>
  );
}
