"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Link } from "@tollgate/ui/link";
import { MoneyInput } from "@tollgate/ui/money-input";
import { Notice } from "@tollgate/ui/notice";
import { type ReactNode, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useTRPC } from "../trpc/client.tsx";
import { NewAppKey } from "./new-app-key.tsx";

type Props = {
  app: { id: string; name: string; url: string };
  payer: { id: string; slug: string };
  marginVersionId: string;
  baseUrl: string;
  payerField: ReactNode;
  /** What the person reads before they decide; it makes room for the key afterwards. */
  children: ReactNode;
};

/** The decision itself. Once accepted, the key takes the place of everything else: it is shown this once. */
export function AcceptConnection({ app, payer, marginVersionId, baseUrl, payerField, children }: Props) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const accept = useMutation(
    trpc.connect.accept.mutationOptions({ onError: (error) => setErrors(formErrorsOf(error, ["monthlyCapUsd"])) }),
  );

  function submit(fields: FormData) {
    const typed = String(fields.get("monthlyCapUsd") ?? "").replace(/[$,\s]/g, "");
    setErrors({});
    accept.mutate({ appId: app.id, workspaceId: payer.id, marginVersionId, monthlyCapUsd: typed || null });
  }

  if (accept.data) {
    return (
      <NewAppKey app={app} accepted={accept.data} baseUrl={baseUrl} manageHref={`/w/${payer.slug}/connected-apps`} />
    );
  }
  return (
    <>
      {children}
      <form noValidate {...formSubmit(submit)} className="mt-6 flex flex-col gap-5">
        {payerField}
        <Field
          label="Monthly limit"
          hint="The most this app may spend of your balance in a calendar month (UTC), everything included."
          error={errors.monthlyCapUsd}
          optional
        >
          <MoneyInput name="monthlyCapUsd" placeholder="No limit" per="/ month" />
        </Field>
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <div className="grid gap-2.5 sm:grid-cols-[auto_minmax(0,1fr)]">
          <Button asChild size="lg" className="max-sm:order-last">
            <Link href="/home">Decline</Link>
          </Button>
          <Button type="submit" intent="primary" size="lg" wide busy={accept.isPending}>
            Accept and connect
          </Button>
        </div>
      </form>
    </>
  );
}
