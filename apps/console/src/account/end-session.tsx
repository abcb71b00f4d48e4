"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { formErrorsOf, rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Signs the person out on one other device. */
export function EndSession({ sessionId, device }: { sessionId: string; device: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const end = useMutation(
    trpc.me.endSession.mutationOptions({
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? "", tone: "critical" }),
      onSuccess: () => {
        toast({ title: `${device} is signed out`, tone: "positive" });
        router.refresh();
      },
    }),
  );
  return (
    <Button size="sm" busy={end.isPending} onClick={() => end.mutate({ sessionId })} aria-label={`Sign out ${device}`}>
      Sign out
    </Button>
  );
}

/** Signs the person out everywhere else. */
export function EndOtherSessions() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const end = useMutation(trpc.me.endOtherSessions.mutationOptions());
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Sign out everywhere else</Button>}
      title="Sign out everywhere else?"
      act="Sign out"
      danger
      onConfirm={async () => {
        const { ended } = await end.mutateAsync().catch(rejectInWords);
        toast({ title: `${ended} ${ended === 1 ? "device is" : "devices are"} signed out`, tone: "positive" });
        router.refresh();
      }}
    >
      Every other device has to sign in again. This one stays. API keys go on working.
    </ConfirmDialog>
  );
}
