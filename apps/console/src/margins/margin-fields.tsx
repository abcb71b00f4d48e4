import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import type { FormErrors } from "../forms/form-errors.ts";
import type { MarginDraft } from "./margin-draft.ts";

/** The parts of a margin. The percentage is what most apps need; the rest is there for those that price by call or token. */
export function MarginFields({ draft, errors }: { draft: MarginDraft; errors: FormErrors }) {
  return (
    <>
      <Field
        label="Percentage"
        hint="On the provider’s price of each call."
        error={errors.percent}
        className="max-w-60"
      >
        <div className="relative">
          <PercentInput defaultValue={draft.percent} />
        </div>
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Per call" hint="Added to every call." error={errors.perRequestUsd} optional>
          <MoneyInput name="perRequestUsd" defaultValue={draft.perRequestUsd ?? ""} placeholder="0.00" per="/ call" />
        </Field>
        <Field label="Per million tokens" hint="Input and output together." error={errors.perMillionTokensUsd} optional>
          <MoneyInput
            name="perMillionTokensUsd"
            defaultValue={draft.perMillionTokensUsd ?? ""}
            placeholder="0.00"
            per="/ M tokens"
          />
        </Field>
        <Field label="At least" hint="The least a call earns you." error={errors.minimumUsd} optional>
          <MoneyInput name="minimumUsd" defaultValue={draft.minimumUsd ?? ""} placeholder="0.00" per="/ call" />
        </Field>
        <Field label="At most" hint="A long call never earns you more." error={errors.capUsd} optional>
          <MoneyInput name="capUsd" defaultValue={draft.capUsd ?? ""} placeholder="No limit" per="/ call" />
        </Field>
      </div>
    </>
  );
}

function PercentInput({ defaultValue }: { defaultValue: string }) {
  return (
    <>
      <Input
        name="percent"
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
