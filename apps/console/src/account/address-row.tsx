"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { useToast } from "@tollgate/ui/toast";
import { Mail } from "lucide-react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { SecurityRow } from "./security-row.tsx";

/** The address that links are mailed to. */
export function AddressRow({ email, confirmed }: { email: string; confirmed: boolean }) {
  const trpc = useTRPC();
  const toast = useToast();
  const send = useMutation(
    trpc.me.sendConfirmation.mutationOptions({
      onError: (error) => toast({ title: formErrorsOf(error, []).form ?? "", tone: "critical" }),
      onSuccess: () => toast({ title: `A link is on its way to ${email}`, tone: "positive" }),
    }),
  );
  return (
    <SecurityRow
      icon={Mail}
      title="E-mail"
      state={confirmed ? `${email} is confirmed. Links sent to it sign you in.` : `${email} is not confirmed yet.`}
      actions={
        confirmed ? undefined : (
          <Button size="sm" busy={send.isPending} onClick={() => send.mutate()}>
            Send the mail again
          </Button>
        )
      }
    />
  );
}
