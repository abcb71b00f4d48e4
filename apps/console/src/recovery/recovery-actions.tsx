"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { ReasonDialog } from "../quarantine/reason-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

type Props = { one: { id: string; email: string } };

/** Lets somebody in again, or does not. */
export function RecoveryActions({ one: { id, email } }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const decide = useMutation(trpc.operator.decideRecovery.mutationOptions());
  const act = (approve: boolean, done: string) => async (note: string) => {
    await decide.mutateAsync({ requestId: id, approve, note }).catch(rejectInWords);
    toast({ title: done, tone: "positive" });
    router.refresh();
  };
  return (
    <span className="flex gap-2">
      <ReasonDialog
        trigger={<Button size="sm">Approve</Button>}
        title={`Take the app off ${email}?`}
        act="Approve"
        danger
        onReason={act(true, `${email} can sign in again`)}
      >
        First make sure that it is them, by a way you know them by: a call to a number you had before, not one from the
        request. Authenticator and recovery codes go, every device is signed out, and they set up another app. Write how
        you made sure.
      </ReasonDialog>
      <ReasonDialog
        trigger={<Button size="sm">Reject</Button>}
        title={`Reject the request of ${email}?`}
        act="Reject"
        onReason={act(false, "The request is rejected")}
      >
        They are told by mail, with what you write.
      </ReasonDialog>
    </span>
  );
}
