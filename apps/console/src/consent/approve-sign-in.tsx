"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { type ReactNode, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { ProposedLimit, SignInQuery } from "./sign-in-query.ts";

type Props = {
  request: SignInQuery;
  workspaceId: string;
  /** Of a registered app: the margin this page shows. */
  marginVersionId: string | null;
  limit: ProposedLimit;
  /** `null` for a program on this machine, which has none. */
  appName: string | null;
  declineUrl: string;
  payerField: ReactNode;
};

const LIMIT_WORDS = {
  daily: { label: "Daily limit", per: "/ day", span: "a day" },
  weekly: { label: "Weekly limit", per: "/ week", span: "a week" },
  monthly: { label: "Monthly limit", per: "/ month", span: "a calendar month" },
} as const;

/** The decision: who pays, up to how much, and back to the app with a code. */
export function ApproveSignIn({
  request,
  workspaceId,
  marginVersionId,
  limit,
  appName,
  declineUrl,
  payerField,
}: Props) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const approve = useMutation(
    trpc.connect.approveSignIn.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["limitUsd"])),
      onSuccess: ({ redirectUrl }) => window.location.assign(redirectUrl),
    }),
  );
  const words = LIMIT_WORDS[limit.limitReset];

  function submit(fields: FormData) {
    const typed = String(fields.get("limitUsd") ?? "").replace(/[$,\s]/g, "");
    setErrors({});
    approve.mutate({ ...request, workspaceId, marginVersionId, limitUsd: typed || null, limitReset: limit.limitReset });
  }

  return (
    <form noValidate {...formSubmit(submit)} className="mt-6 flex flex-col gap-5">
      {payerField}
      <Field
        label={words.label}
        hint={`The most it may spend of your balance in ${words.span} (UTC), everything included.`}
        error={errors.limitUsd}
        optional
      >
        <MoneyInput name="limitUsd" placeholder="No limit" per={words.per} defaultValue={limit.limitUsd} />
      </Field>
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <div className="grid gap-2.5 sm:grid-cols-[auto_minmax(0,1fr)]">
        <Button asChild size="lg" className="max-sm:order-last">
          <a href={declineUrl} rel="noreferrer">
            Decline
          </a>
        </Button>
        <Button type="submit" intent="primary" size="lg" wide busy={approve.isPending || approve.isSuccess}>
          {appName === null ? "Approve and return" : `Approve and return to ${appName}`}
        </Button>
      </div>
    </form>
  );
}
