"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { formErrorsOf, rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; invitationId: string; email: string };

/** Sends an invitation again, or takes it back. */
export function InvitationActions({ workspaceId, invitationId, email }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const withdraw = useMutation(trpc.members.withdraw.mutationOptions());
  const resend = useMutation(
    trpc.members.resend.mutationOptions({
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? "", tone: "critical" }),
      onSuccess: ({ mailed }) => {
        toast(
          mailed
            ? { title: `Sent to ${email} again`, description: "The link before ends.", tone: "positive" }
            : { title: "The mail could not be sent", tone: "critical" },
        );
        router.refresh();
      },
    }),
  );
  return (
    <span className="flex justify-end gap-2 max-sm:justify-start">
      <Button
        size="sm"
        busy={resend.isPending}
        onClick={() => resend.mutate({ workspaceId, invitationId })}
        aria-label={`Send again to ${email}`}
      >
        Send again
      </Button>
      <ConfirmDialog
        trigger={
          <Button size="sm" aria-label={`Withdraw the invitation to ${email}`}>
            Withdraw
          </Button>
        }
        title="Withdraw this invitation?"
        act="Withdraw"
        danger
        onConfirm={async () => {
          await withdraw.mutateAsync({ workspaceId, invitationId }).catch(rejectInWords);
          toast({ title: "The invitation is withdrawn", tone: "positive" });
          router.refresh();
        }}
      >
        The link in the mail to {email} opens nothing any more. You can invite them again later.
      </ConfirmDialog>
    </span>
  );
}
