"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Select } from "@tollgate/ui/select";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useTRPC } from "../trpc/client.tsx";
import { RequestDialog } from "./request-dialog.tsx";

const ACCOUNTS = [
  { value: "customer_credit", label: "Customer credit" },
  { value: "provider_payable", label: "Payable to the provider" },
  { value: "builder_payable", label: "Payable to the builder" },
] as const;
const DIRECTIONS = [
  { value: "credit", label: "They get" },
  { value: "debit", label: "They give" },
] as const;
const COUNTERS = [
  { value: "platform_fee_revenue", label: "Platform fees" },
  { value: "bad_debt", label: "Bad debt" },
  { value: "rounding", label: "Rounding" },
] as const;
const FIELDS = ["workspace", "amountUsd", "callId", "paymentId", "reason"];

function choice<T extends string>(options: readonly { value: T }[], text: string): T {
  const found = options.find((one) => one.value === text) ?? options[0];
  if (!found) throw new RangeError("a choice needs options");
  return found.value;
}

/** Asks for an adjustment of an account, which another person of finance approves or rejects. */
export function NewAdjustment() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const request = useMutation(trpc.finance.requestAdjustment.mutationOptions());
  return (
    <RequestDialog
      trigger={<Button intent="primary">New adjustment</Button>}
      title="New adjustment"
      lead="Nothing is booked before another person of finance approves it."
      act="Ask for it"
      fields={FIELDS}
      onSubmit={async (read) => {
        await request.mutateAsync({
          workspace: read("workspace"),
          accountType: choice(ACCOUNTS, read("accountType")),
          direction: choice(DIRECTIONS, read("direction")),
          amountUsd: read("amountUsd"),
          counterType: choice(COUNTERS, read("counterType")),
          callId: read("callId") || null,
          paymentId: read("paymentId") || null,
          reason: read("reason"),
        });
        toast({ title: "Asked for. Another person decides.", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Workspace" hint="Its name in addresses, or its id." error={errors.workspace} required>
            <Input name="workspace" autoComplete="off" spellCheck={false} />
          </Field>
          <Field label="Account">
            <Select name="accountType" options={ACCOUNTS} defaultValue="customer_credit" />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Direction">
              <Select name="direction" options={DIRECTIONS} defaultValue="credit" />
            </Field>
            <Field label="Amount" error={errors.amountUsd} required>
              <MoneyInput name="amountUsd" />
            </Field>
          </div>
          <Field label="Borne by">
            <Select name="counterType" options={COUNTERS} defaultValue="platform_fee_revenue" />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Call" hint="gen-…" error={errors.callId} optional>
              <Input name="callId" autoComplete="off" spellCheck={false} className="font-mono" />
            </Field>
            <Field label="Payment" hint="pay_…" error={errors.paymentId} optional>
              <Input name="paymentId" autoComplete="off" spellCheck={false} className="font-mono" />
            </Field>
          </div>
          <Field label="Reason" hint="An auditor reads it." error={errors.reason} required>
            <Textarea name="reason" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
