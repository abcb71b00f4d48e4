"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Sends a message again under the id it had. */
export function ResendButton({ workspaceId, deliveryId }: { workspaceId: string; deliveryId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const resend = useMutation(
    trpc.webhooks.resend.mutationOptions({
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? "It was not sent", tone: "critical" }),
      onSuccess: () => {
        toast({ title: "The message is on its way again", tone: "positive" });
        router.refresh();
      },
    }),
  );
  return (
    <Button
      size="sm"
      busy={resend.isPending}
      onClick={() => resend.mutate({ workspaceId, deliveryId })}
      aria-label={`Send ${deliveryId} again`}
    >
      Send again
    </Button>
  );
}
