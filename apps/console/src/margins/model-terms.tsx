"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { useState } from "react";
import type { FormErrors } from "../forms/form-errors.ts";
import { type ModelDraft, withinModel } from "./margin-draft.ts";
import { TermFields } from "./term-fields.tsx";

export type ModelChoice = { readonly id: string; readonly name: string };

type Props = {
  /** Models with terms of their own and what their fields begin with. */
  starts: readonly ModelDraft[];
  choices: readonly ModelChoice[];
  errors: FormErrors;
  onAdd: (modelId: string) => void;
  onRemove: (modelId: string) => void;
};

/** Terms of their own for some models, each a full set in place of the others. */
export function ModelTerms({ starts, choices, errors, onAdd, onRemove }: Props) {
  const [chosen, setChosen] = useState("");
  const free = choices.filter(({ id }) => !starts.some(({ modelId }) => modelId === id));
  return (
    <>
      {errors.overrides ? <Notice tone="critical">{errors.overrides}</Notice> : null}
      {starts.map((start, index) => (
        <fieldset key={start.modelId} className="rounded-lg border px-4 pt-3 pb-4">
          <legend className="sr-only">Terms for {start.modelId}</legend>
          <div className="mb-4 flex items-center justify-between gap-4">
            <p className="min-w-0 break-all font-medium font-mono text-sm">{start.modelId}</p>
            <Button size="sm" aria-label={`Remove ${start.modelId}`} onClick={() => onRemove(start.modelId)}>
              Remove
            </Button>
          </div>
          <div className="flex flex-col gap-5">
            <TermFields start={start} errors={errors} within={withinModel(index)} />
          </div>
        </fieldset>
      ))}
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Model" className="min-w-52 flex-1">
          <Select
            key={starts.length}
            options={free.map(({ id, name }) => ({ value: id, label: name, detail: id }))}
            placeholder="Choose a model…"
            onValueChange={setChosen}
          />
        </Field>
        <Button
          disabled={chosen === ""}
          onClick={() => {
            onAdd(chosen);
            setChosen("");
          }}
        >
          Add terms
        </Button>
      </div>
    </>
  );
}
