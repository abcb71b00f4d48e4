"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { fingerprint: string; added: number; changed: number };

/** Takes over exactly what is on the page. */
export function ApplyCatalogue({ fingerprint, added, changed }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const apply = useMutation(trpc.operator.applyCatalogue.mutationOptions());

  async function takeOver() {
    await apply.mutateAsync({ fingerprint }).catch(rejectInWords);
    toast({ title: "The catalogue is taken over", tone: "positive" });
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={
        <Button intent="primary">
          <Check aria-hidden="true" /> Apply
        </Button>
      }
      title="Take over this catalogue?"
      act="Apply"
      onConfirm={takeOver}
    >
      {added} new and {changed} changed models. Another list price is a new version and changes what nobody pays:
      providers publish prices of their own. It stands in the audit log under your name.
    </ConfirmDialog>
  );
}
