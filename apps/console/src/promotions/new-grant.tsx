"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { useToast } from "@tollgate/ui/toast";
import { Gift } from "lucide-react";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

/** Gives one workspace promotional credit. */
export function NewGrant() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const grant = useMutation(trpc.promotions.grant.mutationOptions());
  return (
    <RequestDialog
      trigger={
        <Button>
          <Gift aria-hidden="true" /> Grant credit
        </Button>
      }
      title="Grant credit"
      lead="One workspace gets credit that is spent before what it paid for, and ends on its day. It is booked at once."
      act="Grant credit"
      fields={["workspace", "amountUsd", "days", "reason"]}
      onSubmit={async (read) => {
        const { workspaceName, amountNano } = await grant.mutateAsync({
          workspace: read("workspace"),
          amountUsd: read("amountUsd"),
          days: Number(read("days")),
          reason: read("reason"),
        });
        toast({ title: `${workspaceName} has ${formatMoney(amountNano, 2)} more to spend`, tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Workspace" hint="Its name in addresses, or its id." error={errors.workspace} required>
            <Input name="workspace" autoComplete="off" spellCheck={false} />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Amount" error={errors.amountUsd} required>
              <MoneyInput name="amountUsd" />
            </Field>
            <Field label="It lasts" hint="Days from now." error={errors.days} required>
              <Input name="days" inputMode="numeric" defaultValue="90" className="tabular" />
            </Field>
          </div>
          <Field label="What it is for" hint="The customer reads it beside the credit." error={errors.reason} required>
            <Input name="reason" autoComplete="off" maxLength={200} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
