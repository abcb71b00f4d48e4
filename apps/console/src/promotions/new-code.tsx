"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { useToast } from "@tollgate/ui/toast";
import { TicketPercent } from "lucide-react";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

const FIELDS = ["code", "amountUsd", "maxRedemptions", "validDays", "creditDays", "reason"];

/** Makes a code that workspaces redeem for promotional credit. */
export function NewCode() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const create = useMutation(trpc.promotions.createCode.mutationOptions());
  return (
    <RequestDialog
      trigger={
        <Button intent="primary">
          <TicketPercent aria-hidden="true" /> Create a code
        </Button>
      }
      title="Create a code"
      lead="A workspace redeems it once, on its billing page. What was redeemed stays theirs when the code is stopped."
      act="Create code"
      fields={FIELDS}
      onSubmit={async (read) => {
        const { code } = await create.mutateAsync({
          code: read("code") || null,
          amountUsd: read("amountUsd"),
          maxRedemptions: Number(read("maxRedemptions")),
          validDays: Number(read("validDays")),
          creditDays: Number(read("creditDays")),
          reason: read("reason"),
        });
        toast({ title: `${code} can be redeemed`, tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Code" hint="Empty: one that cannot be guessed." error={errors.code} optional>
            <Input
              name="code"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Credit per workspace" error={errors.amountUsd} required>
              <MoneyInput name="amountUsd" />
            </Field>
            <Field label="For at most" hint="Workspaces." error={errors.maxRedemptions} required>
              <Input name="maxRedemptions" inputMode="numeric" defaultValue="100" className="tabular" />
            </Field>
            <Field label="Can be redeemed for" hint="Days from now." error={errors.validDays} required>
              <Input name="validDays" inputMode="numeric" defaultValue="30" className="tabular" />
            </Field>
            <Field label="The credit lasts" hint="Days after it is redeemed." error={errors.creditDays} required>
              <Input name="creditDays" inputMode="numeric" defaultValue="90" className="tabular" />
            </Field>
          </div>
          <Field label="What it is for" hint="Customers read it beside their credit." error={errors.reason} required>
            <Input name="reason" autoComplete="off" maxLength={200} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}

export function CodeText({ code }: { code: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <code className="truncate font-medium font-mono">{code}</code>
      <CopyButton text={code} label={`Copy ${code}`} />
    </span>
  );
}
