"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { RequestDialog } from "./request-dialog.tsx";

export type Debt = Outputs["finance"]["debts"]["debts"][number];

/** Asks to give up what somebody owes; another person of finance decides. */
export function WriteOff({ debt }: { debt: Debt }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const request = useMutation(trpc.finance.requestWriteOff.mutationOptions());
  return (
    <RequestDialog
      trigger={<Button>Write off</Button>}
      title={`Write off what ${debt.ownerName} owes`}
      lead={`${formatMoney(debt.owedNano, "exact")} is owed. What is written off becomes bad debt; nothing is booked before another person of finance approves it.`}
      act="Ask for it"
      fields={["amountUsd", "reason"]}
      onSubmit={async (read) => {
        await request.mutateAsync({
          workspace: debt.owner,
          accountType: debt.accountType,
          amountUsd: read("amountUsd") || null,
          reason: read("reason"),
        });
        toast({ title: "Asked for. Another person decides.", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Amount" hint="Empty for all of it." error={errors.amountUsd} optional>
            <MoneyInput name="amountUsd" />
          </Field>
          <Field label="Reason" hint="An auditor reads it." error={errors.reason} required>
            <Textarea name="reason" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
