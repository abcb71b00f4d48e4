"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Checkbox } from "@tollgate/ui/checkbox";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { DATA_POLICY_OPTIONS, NOT_SAID, QUANTIZATION_OPTIONS } from "./data-policy.ts";
import type { Endpoint } from "./endpoint-state.tsx";
import { readTraits, type TraitProblems } from "./read-traits.ts";

const FIELDS = [
  "dataPolicy",
  "quantization",
  "maxConcurrency",
  "requestsPerMinute",
  "contextLength",
  "maxOutputTokens",
] as const;
type CountField = "contextLength" | "maxOutputTokens" | "maxConcurrency" | "requestsPerMinute";

/** What callers can ask for by, and what the endpoint bears. Takes effect at once; nothing is reviewed again. */
export function EditTraits({ endpoint }: { endpoint: Endpoint }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<FormErrors & TraitProblems>({});
  const update = useMutation(
    trpc.endpoints.update.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, [...FIELDS])),
      onSuccess: () => {
        setOpen(false);
        toast({ title: "Saved" });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { traits, problems } = readTraits(new FormData(event.currentTarget));
    setErrors(problems);
    if (traits) update.mutate({ workspaceId: endpoint.workspaceId, endpointId: endpoint.id, ...traits });
  }

  const count = (name: CountField, label: string, hint: string) => (
    <Field label={label} optional hint={hint} error={errors[name]}>
      <Input name={name} inputMode="numeric" defaultValue={endpoint[name] ?? ""} className="tabular" />
    </Field>
  );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setErrors({});
        setOpen(next);
      }}
      trigger={<Button size="sm">Change</Button>}
      title="Policy and limits"
      description="Callers may ask for endpoints by what these say, so say only what holds."
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <Field label="What you do with requests" error={errors.dataPolicy}>
          <Select name="dataPolicy" defaultValue={endpoint.dataPolicy} options={DATA_POLICY_OPTIONS} />
        </Field>
        <Field label="Quantization" hint="Of the weights as you serve them." error={errors.quantization}>
          <Select name="quantization" defaultValue={endpoint.quantization ?? NOT_SAID} options={QUANTIZATION_OPTIONS} />
        </Field>
        <Checkbox
          name="allowsOwnKeys"
          defaultChecked={endpoint.allowsOwnKeys}
          label="Customers may bring a key of their own"
          hint="Their calls then go with their key and are billed by your API to them; you earn nothing here."
        />
        <div className="grid gap-5 sm:grid-cols-2">
          {count("maxConcurrency", "Calls at a time", "More are sent elsewhere. Empty: no limit.")}
          {count("requestsPerMinute", "Calls a minute", "More are sent elsewhere. Empty: no limit.")}
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          {count("contextLength", "Context length", "Tokens. Empty: as the model.")}
          {count("maxOutputTokens", "Output limit", "Tokens. Empty: as the model.")}
        </div>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={update.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
