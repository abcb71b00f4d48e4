"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { formatMoney } from "@tollgate/ui/format/money";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Turns a promotional code into credit. */
export function RedeemCode({ workspaceId }: { workspaceId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const redeem = useMutation(
    trpc.billing.redeemCode.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["code"])),
      onSuccess: ({ amountNano }) => {
        toast({ title: `${formatMoney(amountNano, 2)} of credit was added`, tone: "positive" });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    redeem.mutate({ workspaceId, code: String(new FormData(event.currentTarget).get("code") ?? "") });
  }

  return (
    <form noValidate method="post" onSubmit={submit} className="flex max-w-md flex-col gap-3">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <div className="flex items-start gap-2">
        <Field label="Promotional code" error={errors.code} className="flex-1">
          <Input name="code" autoComplete="off" autoCapitalize="characters" spellCheck={false} className="font-mono" />
        </Field>
        <Button type="submit" busy={redeem.isPending} className="mt-6.5">
          Redeem
        </Button>
      </div>
    </form>
  );
}
