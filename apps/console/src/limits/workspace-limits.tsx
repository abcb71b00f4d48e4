"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { Budget } from "../keys/key-budget.tsx";
import { plainUsd } from "../margins/margin-draft.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { BudgetFields } from "./budget-fields.tsx";
import { CountField } from "./count-field.tsx";
import { LIMITS_FIELDS, readLimitsDraft } from "./limits-draft.ts";

type Props = { workspaceId: string; limits: Outputs["workspaces"]["limits"]; canChange: boolean };

/** What all keys of a workspace may spend and do together, and when people are told that credit runs low. */
export function WorkspaceLimits({ workspaceId, limits, canChange }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const save = useMutation(
    trpc.workspaces.setLimits.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, LIMITS_FIELDS)),
      onSuccess: () => {
        toast({
          title: "Budget and limits are changed",
          description: "They apply to the next call.",
          tone: "positive",
        });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readLimitsDraft(new FormData(event.currentTarget));
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) save.mutate({ workspaceId, ...read.draft });
  }

  return (
    <Card>
      <form noValidate method="post" onSubmit={submit}>
        <CardBody className="flex flex-col gap-5">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          {limits.budgetNano === null ? null : (
            <div className="max-sm:[&>div]:ml-0 max-sm:[&>div]:items-start">
              <Budget
                label="Used of the workspace’s budget"
                spentNano={limits.spentInWindowNano}
                limitNano={limits.budgetNano}
                endsAt={limits.windowEndsAt}
              />
            </div>
          )}
          <BudgetFields terms={limits} errors={errors} disabled={!canChange} />
          <LimitFields limits={limits} errors={errors} disabled={!canChange} />
        </CardBody>
        <CardFooter
          note={
            canChange
              ? "Owners and admins are mailed at 50, 80 and 100% of a budget."
              : "Owners and admins can change them."
          }
        >
          {canChange ? (
            <Button type="submit" intent="primary" busy={save.isPending}>
              Apply limits
            </Button>
          ) : null}
        </CardFooter>
      </form>
    </Card>
  );
}

type FieldsProps = { limits: Outputs["workspaces"]["limits"]; errors: FormErrors; disabled: boolean };

function LimitFields({ limits, errors, disabled }: FieldsProps) {
  const { requestsPerMinute, tokensPerMinute, maxConcurrency, lowBalanceNano } = limits;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <CountField
        label="Calls per minute"
        name="requestsPerMinute"
        value={requestsPerMinute}
        error={errors.requestsPerMinute}
        disabled={disabled}
      />
      <CountField
        label="Tokens per minute"
        name="tokensPerMinute"
        value={tokensPerMinute}
        error={errors.tokensPerMinute}
        disabled={disabled}
      />
      <CountField
        label="Calls at a time"
        name="maxConcurrency"
        value={maxConcurrency}
        error={errors.maxConcurrency}
        disabled={disabled}
      />
      <Field
        label="Tell us when credit is below"
        hint="Once, until credit comes in."
        error={errors.lowBalanceUsd}
        optional
      >
        <MoneyInput
          name="lowBalanceUsd"
          defaultValue={lowBalanceNano === null ? "" : plainUsd(lowBalanceNano)}
          placeholder="Never"
          disabled={disabled}
        />
      </Field>
    </div>
  );
}
