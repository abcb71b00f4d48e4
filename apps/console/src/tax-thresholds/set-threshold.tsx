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
import { useId, useState } from "react";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { COUNTRIES } from "../payouts/countries.ts";
import { useTRPC } from "../trpc/client.tsx";

const FIELDS = ["country", "form", "thresholdUsd", "isAbove", "inLaw", "source", "effectiveOn", "note"];

const COUNTS = [
  { value: "from", label: "From this amount on" },
  { value: "above", label: "Only above this amount" },
  { value: "never", label: "No longer asked for" },
] as const;

type Props = { forms: readonly string[] };

/** Sets from which yearly amount on a country asks for a form. `forms` are those that are known, to choose from. */
export function SetThreshold({ forms }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const set = useMutation(trpc.finance.setTaxThreshold.mutationOptions());
  const [country, setCountry] = useState("US");
  const [counts, setCounts] = useState("from");
  const list = useId();
  return (
    <RequestDialog
      trigger={<Button>Set a threshold</Button>}
      title="Set a tax threshold"
      lead="A year goes by what is in force on its last day. What is set here is compared with what was paid, and advises nobody: have it checked."
      act="Set threshold"
      fields={FIELDS}
      onSubmit={async (read) => {
        await set.mutateAsync({
          country,
          form: read("form"),
          thresholdUsd: counts === "never" ? null : read("thresholdUsd"),
          isAbove: counts === "above",
          inLaw: read("inLaw") || null,
          source: read("source"),
          effectiveOn: read("effectiveOn") || null,
          note: read("note"),
        });
        toast({ title: "The threshold is set", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Country" error={errors.country} required>
              <Select options={COUNTRIES} value={country} onValueChange={setCountry} />
            </Field>
            <Field label="Form" hint="A country can have several." error={errors.form} required>
              <Input name="form" list={list} maxLength={40} autoComplete="off" placeholder="1099-NEC" />
            </Field>
            <datalist id={list}>
              {forms.map((form) => (
                <option key={form} value={form} />
              ))}
            </datalist>
            <Field label="Is due" error={errors.isAbove} required>
              <Select options={COUNTS} value={counts} onValueChange={setCounts} />
            </Field>
            {counts === "never" ? null : (
              <>
                <Field label="Paid in a year" error={errors.thresholdUsd} required>
                  <MoneyInput name="thresholdUsd" />
                </Field>
                <Field
                  label="In the law"
                  hint="Where it is not in USD, such as 2,000 EUR."
                  error={errors.inLaw}
                  optional
                >
                  <Input name="inLaw" maxLength={60} autoComplete="off" className="tabular" />
                </Field>
              </>
            )}
            <Field label="From" hint="UTC day. Empty for today." error={errors.effectiveOn} optional>
              <Input name="effectiveOn" type="date" className="tabular" />
            </Field>
          </div>
          <Field label="By which law" hint="Its name, and where it is to be read." error={errors.source} required>
            <Textarea name="source" maxLength={500} rows={2} />
          </Field>
          <Field label="Why" hint="Kept with the threshold." error={errors.note} required>
            <Textarea name="note" maxLength={500} rows={2} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
