import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import type { ReactNode } from "react";
import type { FormErrors } from "../forms/form-errors.ts";
import type { MarginDraft, ModelDraft } from "./margin-draft.ts";
import { type ModelChoice, ModelTerms } from "./model-terms.tsx";
import { TermFields } from "./term-fields.tsx";

type Props = {
  start: MarginDraft;
  models: readonly ModelDraft[];
  choices: readonly ModelChoice[];
  errors: FormErrors;
  mayChange: boolean;
  onAdd: (modelId: string) => void;
  onRemove: (modelId: string) => void;
  /** The act. */
  children: ReactNode;
};

/** All that a margin consists of: terms, terms of models that have their own, and the day. */
export function MarginForm({ start, models, choices, errors, mayChange, onAdd, onRemove, children }: Props) {
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Card>
        <CardHeader title="Margin" hint="What you earn on each call, on top of the provider’s price." />
        <CardBody>
          <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-5">
            <legend className="sr-only">Parts of the margin</legend>
            <TermFields start={start} errors={errors} />
          </fieldset>
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Terms per model"
          hint="A model listed here has these terms instead of the ones above, all of them."
        />
        <CardBody>
          <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-5">
            <legend className="sr-only">Terms per model</legend>
            <ModelTerms starts={models} choices={choices} errors={errors} onAdd={onAdd} onRemove={onRemove} />
          </fieldset>
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Calls you pay for"
          hint="Set aside from your workspace’s own credit for each customer and month; what is not used comes back."
        />
        <CardBody>
          <fieldset disabled={!mayChange}>
            <legend className="sr-only">Calls you pay for</legend>
            <Field
              label="Per customer and month"
              hint="Spent before the customer’s own credit. Without the credit for it there is no allowance."
              error={errors.sponsoredMonthlyUsd}
              optional
              className="max-w-96"
            >
              <MoneyInput
                name="sponsoredMonthlyUsd"
                defaultValue={start.sponsoredMonthlyUsd ?? ""}
                placeholder="0.00"
                per="/ month"
              />
            </Field>
          </fieldset>
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="From when" />
        <CardBody>
          <fieldset disabled={!mayChange}>
            <legend className="sr-only">From when</legend>
            <Field
              label="First day"
              hint="From 00:00 UTC. Left empty, as soon as it can."
              error={errors.effectiveOn}
              optional
              className="max-w-60"
            >
              <Input name="effectiveOn" type="date" defaultValue={start.effectiveOn ?? ""} className="tabular" />
            </Field>
          </fieldset>
        </CardBody>
        <CardFooter note={mayChange ? undefined : "Only admins and owners of the workspace can change it."}>
          {children}
        </CardFooter>
      </Card>
    </div>
  );
}
