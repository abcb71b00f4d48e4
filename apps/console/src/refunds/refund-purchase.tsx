"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { RefundMeasure } from "./refund-measure.tsx";

type Measure = Outputs["billing"]["previewRefund"];
type Props = { measure: Measure; workspaceName: string };

/** Refunds the purchase of the page, all that is unspent of it or a part; what is booked is shown before. */
export function RefundPurchase({ measure, workspaceName }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const refund = useMutation(trpc.finance.refundPayment.mutationOptions());
  const [nano, setNano] = useState<bigint | null>(measure.refundableNano);
  const amount = nano !== null && nano > 0n && nano <= measure.refundableNano ? nano : null;
  return (
    <RequestDialog
      trigger={
        <Button intent="primary" disabled={measure.obstacle !== null}>
          <Undo2 aria-hidden="true" /> Refund
        </Button>
      }
      title="Refund this purchase"
      lead="Unspent credit goes back to the card. The processor’s fee on the payment stays spent."
      act="Refund"
      fields={["amountUsd", "note"]}
      onSubmit={async (read) => {
        const done = await refund.mutateAsync({
          paymentId: measure.paymentId,
          amountUsd: read("amountUsd"),
          note: read("note"),
        });
        if (done.status === "failed") throw new Error("The processor refused; the credit is back.");
        toast({ title: "The refund is on its way", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <RefundMeasure measure={measure} />
          <Field label="Amount" error={errors.amountUsd} required>
            <MoneyInput name="amountUsd" defaultValue={plainUsd(measure.refundableNano)} onNano={setNano} />
          </Field>
          <div className="rounded-md border bg-sunken px-4 py-3 text-sm">
            <KeyValueList
              look="ledger"
              items={[
                {
                  label: `${workspaceName}, bought credit`,
                  value: amount === null ? "–" : <Money nano={-amount} precision={2} tone="signed" />,
                },
                {
                  label: "Cash at the processor",
                  value: amount === null ? "–" : <Money nano={-amount} precision={2} tone="signed" />,
                },
                {
                  label: "Bought credit afterwards",
                  value: amount === null ? "–" : <Money nano={measure.paidCreditNano - amount} precision={2} />,
                },
              ]}
            />
          </div>
          <Field label="Reason" hint="Kept with the refund, for finance." error={errors.note} required>
            <Textarea name="note" maxLength={1000} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}

/** An amount as it is typed, such as 12.50. */
export function plainUsd(nano: bigint): string {
  return formatMoney(nano, 2).replace(/[$,]/g, "");
}
