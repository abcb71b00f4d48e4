"use client";

import { useMutation } from "@tanstack/react-query";
import { formatDate } from "@tollgate/ui/format/time";
import { WithdrawDialog } from "../forms/withdraw-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

type Props = {
  workspaceId: string;
  appId: string;
  margin: { readonly id: string; readonly version: number; readonly effectiveAt: Date };
};

/** Takes a margin back that has not had its day. */
export function WithdrawMargin({ workspaceId, appId, margin }: Props) {
  const withdraw = useMutation(useTRPC().apps.withdrawMargin.mutationOptions());
  return (
    <WithdrawDialog
      what={`version ${margin.version}`}
      withdraw={() => withdraw.mutateAsync({ workspaceId, appId, marginVersionId: margin.id })}
    >
      It will not apply on {formatDate(margin.effectiveAt)}, and whoever accepted it ahead stays with the margin in
      force. Nobody has to do anything.
    </WithdrawDialog>
  );
}
