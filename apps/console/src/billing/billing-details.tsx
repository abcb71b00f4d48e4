"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { BUYER_COUNTRIES } from "./countries.ts";

type Props = { workspaceId: string; details: Outputs["billing"]["paymentMethods"]["details"]; mayChange: boolean };

const FIELDS = ["legalName", "address", "country", "taxId"] as const;

/** Who the buyer is on invoices, on those already paid as well. */
export function BillingDetails({ workspaceId, details, mayChange }: Props) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const [errors, setErrors] = useState<FormErrors>({});
  const save = useMutation(trpc.billing.setBillingDetails.mutationOptions());

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const read = (name: (typeof FIELDS)[number]) => String(data.get(name) ?? "").trim();
    setErrors({});
    try {
      const country = read("country");
      await save.mutateAsync({
        ...{ workspaceId, legalName: read("legalName"), address: read("address"), taxId: read("taxId") },
        country,
      });
      toast({ title: "Billing details saved" });
      router.refresh();
    } catch (error) {
      setErrors(formErrorsOf(error, [...FIELDS]));
    }
  }

  return (
    <Card>
      <CardHeader title="Billing details" hint="Who is named on invoices." />
      <form noValidate onSubmit={submit}>
        <CardBody className="flex flex-col gap-4">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          <fieldset disabled={!mayChange} className="grid gap-4 sm:grid-cols-2">
            <Field label="Legal name" error={errors.legalName} className="sm:col-span-2">
              <Input name="legalName" defaultValue={details.legalName} maxLength={200} autoComplete="organization" />
            </Field>
            <Field label="Address" error={errors.address} className="sm:col-span-2">
              <Textarea name="address" defaultValue={details.address} maxLength={500} autoComplete="street-address" />
            </Field>
            <Field label="Country" error={errors.country}>
              <Select name="country" defaultValue={details.country} options={BUYER_COUNTRIES} disabled={!mayChange} />
            </Field>
            <Field label="Tax number" hint="VAT id or the like." error={errors.taxId} optional>
              <Input name="taxId" defaultValue={details.taxId} maxLength={50} autoComplete="off" />
            </Field>
          </fieldset>
        </CardBody>
        <CardFooter
          note={mayChange ? "Invoices paid already carry them too." : "Admins of this workspace change them."}
        >
          {mayChange ? (
            <Button type="submit" intent="primary" busy={save.isPending}>
              Save details
            </Button>
          ) : null}
        </CardFooter>
      </form>
    </Card>
  );
}
