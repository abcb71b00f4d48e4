"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatDate } from "@tollgate/ui/format/time";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = {
  workspaceId: string;
  appId: string;
  margin: { readonly id: string; readonly version: number; readonly effectiveAt: Date };
};

/** Takes a margin back that has not had its day. */
export function WithdrawMargin({ workspaceId, appId, margin }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const withdraw = useMutation(trpc.apps.withdrawMargin.mutationOptions());

  async function confirm() {
    await withdraw.mutateAsync({ workspaceId, appId, marginVersionId: margin.id }).catch(rejectInWords);
    toast({ title: `Version ${margin.version} is withdrawn`, tone: "positive" });
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={<Button size="sm">Withdraw</Button>}
      title={`Withdraw version ${margin.version}?`}
      act="Withdraw"
      onConfirm={confirm}
    >
      It will not apply on {formatDate(margin.effectiveAt)}, and whoever accepted it ahead stays with the margin in
      force. Nobody has to do anything.
    </ConfirmDialog>
  );
}
