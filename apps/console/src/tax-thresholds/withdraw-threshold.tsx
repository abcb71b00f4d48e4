"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatDate } from "@tollgate/ui/format/time";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { countryName, type TaxThreshold, thresholdWords } from "./threshold-words.ts";

type Props = { threshold: Pick<TaxThreshold, "id" | "country" | "form" | "thresholdNano" | "isAbove" | "effectiveOn"> };

/** Takes a threshold back that has not had its day. */
export function WithdrawThreshold({ threshold }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const withdraw = useMutation(trpc.finance.withdrawTaxThreshold.mutationOptions());

  async function confirm() {
    await withdraw.mutateAsync({ taxThresholdId: threshold.id }).catch(rejectInWords);
    toast({ title: "The threshold is withdrawn", tone: "positive" });
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={<Button size="sm">Withdraw</Button>}
      title="Withdraw this threshold?"
      act="Withdraw"
      onConfirm={confirm}
    >
      {threshold.form} ({countryName(threshold.country)}), {thresholdWords(threshold)} as of{" "}
      {formatDate(threshold.effectiveOn)}, is taken back. What is in force stays.
    </ConfirmDialog>
  );
}
