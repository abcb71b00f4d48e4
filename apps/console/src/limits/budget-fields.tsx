"use client";

import { Field } from "@tollgate/ui/field";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Select } from "@tollgate/ui/select";
import type { FormErrors } from "../forms/form-errors.ts";
import type { LimitReset } from "../keys/key-draft.ts";
import { RESETS } from "../keys/key-fields.tsx";
import { plainUsd } from "../margins/margin-draft.ts";

export type BudgetTerms = { readonly budgetNano: bigint | null; readonly budgetReset: LimitReset };
type Props = { terms: BudgetTerms; errors: FormErrors; disabled?: boolean };

/** How much may be spent, and when that starts over. */
export function BudgetFields({ terms, errors, disabled }: Props) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label="Budget" hint="Calls above it are refused." error={errors.budgetUsd} optional>
        <MoneyInput
          name="budgetUsd"
          defaultValue={terms.budgetNano === null ? "" : plainUsd(terms.budgetNano)}
          placeholder="No budget"
          disabled={disabled}
        />
      </Field>
      <Field label="The budget holds for" hint="Starts over at 00:00 UTC." error={errors.budgetReset}>
        <Select name="budgetReset" defaultValue={terms.budgetReset} options={RESETS} disabled={disabled} />
      </Field>
    </div>
  );
}
