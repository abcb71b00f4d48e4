"use client";

import { useMutation } from "@tanstack/react-query";
import { formatDate } from "@tollgate/ui/format/time";
import { WithdrawDialog } from "../forms/withdraw-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { type Fee, feeWords } from "./fee-words.ts";

/** Takes a fee back that has not had its day. */
export function WithdrawFee({ fee }: { fee: Pick<Fee, "id" | "basisPoints" | "fixedNano" | "effectiveAt"> }) {
  const withdraw = useMutation(useTRPC().operator.withdrawFee.mutationOptions());
  return (
    <WithdrawDialog what="the fee" withdraw={() => withdraw.mutateAsync({ feeVersionId: fee.id })}>
      {feeWords(fee)} will not apply on {formatDate(fee.effectiveAt)}. What is in force stays, and the pricing page
      announces it no longer.
    </WithdrawDialog>
  );
}
