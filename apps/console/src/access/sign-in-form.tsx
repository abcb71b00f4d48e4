"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { type FieldErrors, fieldErrorsOf, SignInInput } from "./credentials.ts";

export function SignInForm({ nextPath }: { nextPath: string }) {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = SignInInput.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) return setErrors(fieldErrorsOf(parsed.error));
    setBusy(true);
    setErrors({});
    const result = await signIn("credentials", { ...parsed.data, redirect: false }).catch(() => undefined);
    if (result?.ok && !result.error) {
      // A full load, so that nothing rendered for a stranger is kept.
      window.location.assign(nextPath);
      return;
    }
    setBusy(false);
    const refused = result?.error === "CredentialsSignin";
    setErrors({
      form: refused
        ? "That e-mail address and password do not belong together. Check both and try again."
        : "Signing in is not possible right now. Try again in a moment.",
    });
  }

  return (
    <form noValidate method="post" onSubmit={submit} className="mt-8 flex flex-col gap-5">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="E-mail" error={errors.email} required>
        <Input name="email" type="email" autoComplete="username" autoFocus className="h-10" />
      </Field>
      <Field label="Password" error={errors.password} required>
        <Input name="password" type="password" autoComplete="current-password" className="h-10" />
      </Field>
      <Button type="submit" intent="primary" wide busy={busy} className="h-10">
        Sign in
      </Button>
    </form>
  );
}
