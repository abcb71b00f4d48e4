"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { plainUsd } from "../refunds/refund-purchase.tsx";
import { useTRPC } from "../trpc/client.tsx";

/** From which yearly amount on a tax form is needed. */
export function TaxFormRule({ fromNano }: { fromNano: bigint | null }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const set = useMutation(trpc.finance.setTaxFormRule.mutationOptions());
  return (
    <RequestDialog
      trigger={
        <Button>
          {fromNano === null ? "Tax forms: not required" : `Tax form from ${formatMoney(fromNano, 2)} a year`}
        </Button>
      }
      title="When a tax form is needed"
      lead="Once payouts of a calendar year come to this amount, a payee whose form nobody has seen carries over. Months that are closed keep the rule they closed with."
      act="Set rule"
      fields={["fromUsd", "note"]}
      onSubmit={async (read) => {
        await set.mutateAsync({ fromUsd: read("fromUsd") || null, note: read("note") });
        toast({ title: "The rule holds for months that close from now on", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Payouts of a year from" hint="Empty for never." error={errors.fromUsd} optional>
            <MoneyInput name="fromUsd" defaultValue={fromNano === null ? "" : plainUsd(fromNano)} />
          </Field>
          <Field label="Why" hint="Kept with the settings." error={errors.note} required>
            <Textarea name="note" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
