"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { formatMoney } from "@tollgate/ui/format/money";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { ReasonDialog } from "../quarantine/reason-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

type Props = { refund: { id: string; amountNano: bigint; workspaceName: string } };

/** Tries a refund that failed again, as another refund. */
export function RetryRefund({ refund: { id, amountNano, workspaceName } }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const retry = useMutation(trpc.finance.retryRefund.mutationOptions());
  const amount = formatMoney(amountNano, 2);
  return (
    <ReasonDialog
      trigger={<Button size="sm">Try again</Button>}
      title={`Give ${amount} back again?`}
      act="Try again"
      onReason={async (note) => {
        const done = await retry.mutateAsync({ refundId: id, note }).catch(rejectInWords);
        if (done.status === "failed") throw new Error(`It failed again: ${done.failureReason ?? "no reason given"}.`);
        toast({ title: `${amount} is on its way back`, tone: "positive" });
        router.refresh();
      }}
    >
      {`When it failed, ${workspaceName} got the credit back. It is taken again now, and the processor is asked for another refund to the same card.`}
    </ReasonDialog>
  );
}
