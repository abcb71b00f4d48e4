"use client";

import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { useState } from "react";
import type { FormErrors } from "../forms/form-errors.ts";
import type { AmountField, TermsDraft } from "./margin-draft.ts";

type Amount = { name: AmountField; label: string; hint: string; per: string };

const MAIN: readonly Amount[] = [
  { name: "perRequestUsd", label: "Per call", hint: "Added to every call.", per: "/ call" },
  { name: "perMillionTokensUsd", label: "Per million tokens", hint: "Input and output together.", per: "/ M tokens" },
  { name: "minimumUsd", label: "At least", hint: "The least a call earns you.", per: "/ call" },
  { name: "capUsd", label: "At most", hint: "A long call never earns you more.", per: "/ call" },
];

const INPUT_TOKENS = { label: "Per million input tokens", hint: "Besides the part for all tokens." };
const OUTPUT_TOKENS = { label: "Per million output tokens", hint: "Besides the part for all tokens." };

const BY_UNIT: readonly Amount[] = [
  { name: "perMillionInputTokensUsd", ...INPUT_TOKENS, per: "/ M tokens" },
  { name: "perMillionOutputTokensUsd", ...OUTPUT_TOKENS, per: "/ M tokens" },
  { name: "perImageUsd", label: "Per image", hint: "For each image a call makes.", per: "/ image" },
  { name: "perAudioSecondUsd", label: "Per second of audio", hint: "Spoken or transcribed.", per: "/ second" },
  { name: "perSearchUsd", label: "Per search", hint: "For each search of the web.", per: "/ search" },
];

type Props = {
  /** What the fields begin with. */
  start: TermsDraft;
  errors: FormErrors;
  /** How the names of the fields begin; nothing for the terms of all models. */
  within?: string;
};

/** The parts of terms. The percentage is what most apps need; the rest is there for those that price by call or by unit. */
export function TermFields({ start, errors, within = "" }: Props) {
  const [open, setOpen] = useState(BY_UNIT.some(({ name }) => start[name] !== null));
  const wrong = BY_UNIT.some(({ name }) => errors[within + name] !== undefined);
  return (
    <>
      <Field
        label="Percentage"
        hint="On the provider’s price of each call."
        error={errors[`${within}percent`]}
        className="max-w-60"
      >
        <div className="relative">
          <PercentInput name={`${within}percent`} defaultValue={start.percent} />
        </div>
      </Field>
      <Amounts fields={MAIN} start={start} errors={errors} within={within} />
      {/* What is wrong in it opens it, and it stays open when that is put right. */}
      <details open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit cursor-pointer rounded-xs font-medium text-accent-text text-sm">
          Parts by kind of unit
        </summary>
        <div className="mt-4">
          <Amounts fields={BY_UNIT} start={start} errors={errors} within={within} />
        </div>
      </details>
    </>
  );
}

function Amounts({ fields, start, errors, within }: Required<Props> & { fields: readonly Amount[] }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {fields.map(({ name, label, hint, per }) => (
        <Field key={name} label={label} hint={hint} error={errors[within + name]} optional>
          <MoneyInput
            name={within + name}
            defaultValue={start[name] ?? ""}
            placeholder={name === "capUsd" ? "No limit" : "0.00"}
            per={per}
          />
        </Field>
      ))}
    </div>
  );
}

function PercentInput({ name, defaultValue }: { name: string; defaultValue: string }) {
  return (
    <>
      <Input
        name={name}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={defaultValue}
        className="tabular pr-8"
        placeholder="12.5"
      />
      <span aria-hidden="true" className="absolute inset-y-0 right-2.5 flex items-center text-ink-faint">
        %
      </span>
    </>
  );
}
