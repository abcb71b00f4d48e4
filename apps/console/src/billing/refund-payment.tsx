"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { Skeleton } from "@tollgate/ui/skeleton";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { RefundMeasure } from "../refunds/refund-measure.tsx";
import { plainUsd } from "../refunds/refund-purchase.tsx";
import { obstacleSentence } from "../refunds/refund-words.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; paymentId: string };

/** Takes unspent credit of a payment back to the card it was paid with. */
export function RefundPayment({ workspaceId, paymentId }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">Refund</Button>}
      title="Take unspent credit back"
      size="sm"
    >
      <RefundForm workspaceId={workspaceId} paymentId={paymentId} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

/** Mounted with the dialog, so that it asks when the dialog opens. */
function RefundForm({ workspaceId, paymentId, onDone }: Props & { onDone: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const asked = useQuery({ ...trpc.billing.previewRefund.queryOptions({ workspaceId, paymentId }), staleTime: 0 });
  const refund = useMutation(trpc.billing.requestRefund.mutationOptions());

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const amountUsd = String(new FormData(event.currentTarget).get("amountUsd") ?? "").trim();
    setErrors({});
    try {
      const done = await refund.mutateAsync({ workspaceId, paymentId, amountUsd });
      if (done.status === "failed") return setErrors({ form: "The card’s bank refused. Your credit is back." });
      toast({ title: "Your money is on its way back to the card", tone: "positive" });
      onDone();
      router.refresh();
    } catch (error) {
      setErrors(formErrorsOf(error, ["amountUsd"]));
    }
  }

  if (asked.error) return <Notice tone="critical">{formErrorsOf(asked.error, []).form}</Notice>;
  if (!asked.data) return <Skeleton className="h-40" />;
  const measure = asked.data;
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <RefundMeasure measure={measure} />
      {measure.obstacle ? <Notice>{obstacleSentence(measure.obstacle)}</Notice> : null}
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      {measure.obstacle ? null : (
        <Field
          label="Amount"
          hint="It leaves your credit at once and reaches the card within days."
          error={errors.amountUsd}
          required
        >
          <MoneyInput name="amountUsd" defaultValue={plainUsd(measure.refundableNano)} />
        </Field>
      )}
      <DialogActions>
        <DialogClose asChild>
          <Button>{measure.obstacle ? "Close" : "Cancel"}</Button>
        </DialogClose>
        {measure.obstacle ? null : (
          <Button type="submit" intent="primary" busy={refund.isPending}>
            Take back
          </Button>
        )}
      </DialogActions>
    </form>
  );
}
