"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { plainUsd } from "../refunds/refund-purchase.tsx";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Terms = Outputs["finance"]["payoutSettings"][number];

const FIELDS = [
  "minimumUsd",
  "holdbackPercent",
  "holdbackDays",
  "newPayeeDays",
  "disputeRatePercent",
  "anomalyPercent",
  "note",
];

/** Changes the terms of payouts for months that close from now on. */
export function PayoutTermsForm({ terms }: { terms: Terms }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const set = useMutation(trpc.finance.setPayoutTerms.mutationOptions());
  return (
    <RequestDialog
      trigger={<Button intent="primary">Change terms</Button>}
      title="Change the terms of payouts"
      lead="They hold for months that close from now on. Months that are closed keep theirs."
      act="Set terms"
      fields={FIELDS}
      onSubmit={async (read) => {
        await set.mutateAsync({
          minimumUsd: read("minimumUsd"),
          holdbackPercent: read("holdbackPercent"),
          holdbackDays: read("holdbackDays"),
          newPayeeDays: read("newPayeeDays"),
          disputeRatePercent: read("disputeRatePercent"),
          anomalyPercent: read("anomalyPercent"),
          note: read("note"),
        });
        toast({ title: "The terms hold for months that close from now on", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Smallest payout" hint="Less carries over." error={errors.minimumUsd} required>
              <MoneyInput name="minimumUsd" defaultValue={plainUsd(terms.minimumPayoutNano)} />
            </Field>
            <Field label="Held back" hint="Percent of a new payee’s month." error={errors.holdbackPercent} required>
              <PlainNumber name="holdbackPercent" value={percent(terms.holdbackBasisPoints)} />
            </Field>
            <Field label="Held back for" hint="Days after the month." error={errors.holdbackDays} required>
              <PlainNumber name="holdbackDays" value={terms.holdbackDays} />
            </Field>
            <Field
              label="A payee is new for"
              hint="Days since the first earnings."
              error={errors.newPayeeDays}
              required
            >
              <PlainNumber name="newPayeeDays" value={terms.newPayeeDays} />
            </Field>
            <Field
              label="Dispute rate"
              hint="Percent of earnings, above which it is held back too."
              error={errors.disputeRatePercent}
              required
            >
              <PlainNumber name="disputeRatePercent" value={percent(terms.disputeRateBasisPoints)} />
            </Field>
            <Field
              label="Unusual change"
              hint="Percent against the month before, pointed out in review."
              error={errors.anomalyPercent}
              required
            >
              <PlainNumber name="anomalyPercent" value={terms.anomalyPercent} />
            </Field>
          </div>
          <Field label="Why" hint="Kept with the terms." error={errors.note} required>
            <Textarea name="note" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}

function PlainNumber({ name, value }: { name: string; value: number | string }) {
  return <Input name={name} inputMode="decimal" autoComplete="off" defaultValue={value} className="tabular" />;
}

function percent(basisPoints: number): string {
  return formatBasisPoints(basisPoints).replace("%", "");
}
