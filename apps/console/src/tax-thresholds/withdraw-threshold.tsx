"use client";

import { useMutation } from "@tanstack/react-query";
import { formatDate } from "@tollgate/ui/format/time";
import { WithdrawDialog } from "../forms/withdraw-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { countryName, type TaxThreshold, thresholdWords } from "./threshold-words.ts";

type Props = { threshold: Pick<TaxThreshold, "id" | "country" | "form" | "thresholdNano" | "isAbove" | "effectiveOn"> };

/** Takes a threshold back that has not had its day. */
export function WithdrawThreshold({ threshold }: Props) {
  const withdraw = useMutation(useTRPC().finance.withdrawTaxThreshold.mutationOptions());
  return (
    <WithdrawDialog what="the threshold" withdraw={() => withdraw.mutateAsync({ taxThresholdId: threshold.id })}>
      {threshold.form} ({countryName(threshold.country)}), {thresholdWords(threshold)} as of{" "}
      {formatDate(threshold.effectiveOn)}, is taken back. What is in force stays.
    </WithdrawDialog>
  );
}
