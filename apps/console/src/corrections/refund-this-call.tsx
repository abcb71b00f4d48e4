"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useSettled } from "../margins/use-settled.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { RequestDialog } from "./request-dialog.tsx";

type Call = Outputs["finance"]["previewRefund"];

const FULL = "exact";

/** Refunds the call of the page, all of it or a part; what each party gives back is shown before. */
export function RefundThisCall({ call }: { call: Call }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const refund = useMutation(trpc.finance.refundCall.mutationOptions());
  const [nano, setNano] = useState<bigint | null>(null);
  return (
    <RequestDialog
      trigger={
        <Button intent="primary" disabled={call.leftNano === 0n}>
          <Undo2 aria-hidden="true" /> Refund
        </Button>
      }
      title="Refund this call"
      lead={`${formatMoney(call.leftNano, FULL)} is left to refund. Each party gives back its part in proportion.`}
      act="Refund"
      fields={["amountUsd", "reason"]}
      onSubmit={async (read) => {
        const done = await refund.mutateAsync({
          callId: call.callId,
          amountUsd: read("amountUsd") || null,
          reason: read("reason"),
        });
        setNano(null);
        const amount = formatMoney(done.amountNano, FULL);
        const title = done.status === "posted" ? `${amount} was refunded` : `${amount} waits for another person`;
        toast({ title, tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Amount" hint="Empty for everything that is left." error={errors.amountUsd} optional>
            <MoneyInput name="amountUsd" onNano={setNano} />
          </Field>
          <Turned call={call} nano={nano} />
          <Field label="Reason" hint="The customer reads it on the receipt." error={errors.reason} required>
            <Textarea name="reason" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}

/** What turns back, for the amount that is typed. */
function Turned({ call, nano }: { call: Call; nano: bigint | null }) {
  const trpc = useTRPC();
  const settled = useSettled(nano);
  const part = settled !== null && settled > 0n && settled < call.leftNano ? settled : null;
  const asked = useQuery({
    ...trpc.finance.previewRefund.queryOptions({
      callId: call.callId,
      amountUsd: part === null ? null : formatMoney(part, FULL).replace(/[$,]/g, ""),
    }),
    placeholderData: keepPreviousData,
  });
  if (asked.error) return <Notice tone="critical">{formErrorsOf(asked.error, []).form}</Notice>;
  const preview = asked.data ? asked.data.preview : call.preview;
  if (!preview) return null;
  const line = (label: string, amount: bigint) =>
    amount === 0n ? [] : [{ label, value: <Money nano={amount} precision={9} tone="signed" /> }];
  return (
    <div aria-busy={asked.isFetching} className="flex flex-col gap-3 rounded-md border bg-sunken px-4 py-3 text-sm">
      <KeyValueList
        look="ledger"
        items={[
          ...line(`${call.workspace.name}, paid credit`, preview.paidNano),
          ...line(`${call.workspace.name}, promotional credit`, preview.promotionalNano),
          ...line(`${call.builder?.name ?? "Builder"}, who sponsored it`, preview.sponsoredNano),
          ...line(call.provider?.name ?? "Provider", -preview.costNano),
          ...line("Platform fee", -preview.feeNano),
          ...line(call.builder?.name ?? "Builder", -preview.surchargeNano),
        ]}
      />
      {preview.needsSecond ? (
        <p className="text-caution-text">This much waits for another person of finance to approve it.</p>
      ) : null}
    </div>
  );
}
