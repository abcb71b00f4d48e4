"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useTRPC } from "../trpc/client.tsx";
import { RequestDialog } from "./request-dialog.tsx";

/** Refunds a call, all of it or a part: at once when it is small, else once another person approves. */
export function RefundCall() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const refund = useMutation(trpc.finance.refundCall.mutationOptions());
  return (
    <RequestDialog
      trigger={<Button>Refund a call</Button>}
      title="Refund a call"
      lead="Each party gives back its part in proportion. A large refund waits for another person."
      act="Refund"
      fields={["callId", "amountUsd", "reason"]}
      onSubmit={async (read) => {
        const done = await refund.mutateAsync({
          callId: read("callId"),
          amountUsd: read("amountUsd") || null,
          reason: read("reason"),
        });
        const amount = formatMoney(done.amountNano, "exact");
        const title = done.status === "posted" ? `${amount} was refunded` : `${amount} waits for another person`;
        toast({ title, tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Call" hint="gen-…, as on the receipt." error={errors.callId} required>
            <Input name="callId" autoComplete="off" spellCheck={false} className="font-mono" />
          </Field>
          <Field label="Amount" hint="Empty for everything that is left." error={errors.amountUsd} optional>
            <MoneyInput name="amountUsd" />
          </Field>
          <Field label="Reason" hint="The customer reads it on the receipt." error={errors.reason} required>
            <Textarea name="reason" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
