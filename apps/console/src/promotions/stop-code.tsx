"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Ends a code before its time. */
export function StopCode({ codeId, code }: { codeId: string; code: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const withdraw = useMutation(trpc.promotions.withdrawCode.mutationOptions());
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Stop ${code}`}>
          Stop
        </Button>
      }
      title={`Stop ${code}?`}
      act="Stop code"
      danger
      onConfirm={async () => {
        await withdraw.mutateAsync({ codeId }).catch(rejectInWords);
        toast({ title: `${code} can no longer be redeemed`, tone: "positive" });
        router.refresh();
      }}
    >
      Nobody can redeem it from now on. Credit that was redeemed before stays. This cannot be undone.
    </ConfirmDialog>
  );
}
