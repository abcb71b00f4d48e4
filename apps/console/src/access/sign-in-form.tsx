"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { type FormErrors, inputErrorsOf } from "../forms/form-errors.ts";
import { SignInInput } from "./credentials.ts";
import { continuePath } from "./next-path.ts";
import { signInMessage } from "./sign-in-message.ts";

export function SignInForm({ nextPath, failure, email }: { nextPath: string; failure?: string; email?: string }) {
  const [errors, setErrors] = useState<FormErrors>(failure ? { form: signInMessage(failure) } : {});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = SignInInput.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) return setErrors(inputErrorsOf(parsed.error));
    setBusy(true);
    setErrors({});
    const result = await signIn("credentials", { ...parsed.data, redirect: false }).catch(() => undefined);
    if (result?.ok && !result.error) {
      // A full load, so that nothing rendered for a stranger is kept.
      window.location.assign(continuePath(nextPath));
      return;
    }
    setBusy(false);
    setErrors({ form: signInMessage(result?.error) });
  }

  return (
    <form noValidate method="post" onSubmit={submit} className="mt-8 flex flex-col gap-5">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="E-mail" error={errors.email} required>
        <Input name="email" type="email" defaultValue={email} autoComplete="username" autoFocus className="h-10" />
      </Field>
      <Field
        label="Password"
        error={errors.password}
        required
        aside={
          <Link
            href={`/sign-in/link?${new URLSearchParams({ next: nextPath })}`}
            className="text-accent-text underline-offset-4 hover:underline"
          >
            Forgotten?
          </Link>
        }
      >
        <Input name="password" type="password" autoComplete="current-password" className="h-10" />
      </Field>
      <Button type="submit" intent="primary" wide busy={busy} className="h-10">
        Sign in
      </Button>
    </form>
  );
}
