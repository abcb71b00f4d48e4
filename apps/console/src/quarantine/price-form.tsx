"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { usageName } from "../calls/usage-names.ts";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { priceVersionId: string; bucket: string; units: number };

/** Supplies the price that a version forgot. It is final, so it says what it will do. */
export function PriceForm({ priceVersionId, bucket, units }: Props) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const correct = useMutation(trpc.operator.correctPrice.mutationOptions());
  const [errors, setErrors] = useState<FormErrors>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [usdPerMillion, reason] = [String(form.get("usdPerMillion") ?? ""), String(form.get("reason") ?? "")];
    setErrors({});
    try {
      await correct.mutateAsync({ priceVersionId, bucket, usdPerMillion, reason });
      toast({ title: "Price supplied", description: "The call can be settled now." });
      router.refresh();
    } catch (error) {
      setErrors(formErrorsOf(error, ["usdPerMillion", "reason"]));
    }
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field
        label={`Price of ${usageName(bucket).toLowerCase()}`}
        hint={`USD per million. This call used ${units}.`}
        error={errors.usdPerMillion}
        required
      >
        <MoneyInput name="usdPerMillion" per="/ M" />
      </Field>
      <Field label="Reason" hint="Shown on every receipt at this version." error={errors.reason} required>
        <Input name="reason" maxLength={1000} />
      </Field>
      <div>
        <Button type="submit" busy={correct.isPending}>
          Supply price for this version
        </Button>
      </div>
    </form>
  );
}
