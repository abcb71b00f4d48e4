"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { useToast } from "@tollgate/ui/toast";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Asks the processor for what is new; it is asked every hour as well. */
export function PullButton() {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const pull = useMutation(
    trpc.reconciliation.pull.mutationOptions({
      onSuccess: (added) => {
        toast({
          title: added === 0 ? "Nothing is new" : `${added} new ${added === 1 ? "transaction" : "transactions"}`,
        });
        router.refresh();
      },
      onError: (error) =>
        toast({ title: "The processor was not read", description: formErrorsOf(error, []).form, tone: "critical" }),
    }),
  );
  return (
    <Button busy={pull.isPending} onClick={() => pull.mutate()}>
      <RefreshCw aria-hidden="true" /> Ask the processor
    </Button>
  );
}
