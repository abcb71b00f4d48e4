"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { codeWords } from "../disputes/dispute-words.ts";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Takes an event that failed once more. */
export function RetryEvent({ eventId }: { eventId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const retry = useMutation(trpc.operator.retryStripeEvent.mutationOptions());
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm">
          <RotateCw aria-hidden="true" /> Take again
        </Button>
      }
      title="Take this event again?"
      act="Take again"
      onConfirm={async () => {
        const { effect } = await retry.mutateAsync({ eventId }).catch(rejectInWords);
        toast({ title: codeWords(effect), tone: "positive" });
        router.refresh();
      }}
    >
      It is read at the processor as it is now, and has its effect once, however often it is taken.
    </ConfirmDialog>
  );
}
