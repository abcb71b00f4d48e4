"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf, inputErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { PASSWORD_MIN_LENGTH, SignUpInput } from "./credentials.ts";

export function SignUpForm({ nextPath, email }: { nextPath: string; email?: string }) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const register = useMutation(
    trpc.auth.signUp.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, Object.keys(SignUpInput.shape))),
      onSuccess: async (_, { email, password }) => {
        await signIn("credentials", { email, password, redirect: false });
        window.location.assign(nextPath);
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = SignUpInput.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) return setErrors(inputErrorsOf(parsed.error));
    setErrors({});
    register.mutate(parsed.data);
  }

  return (
    <form noValidate method="post" onSubmit={submit} className="mt-8 flex flex-col gap-5">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="Your name" error={errors.name} required>
        <Input name="name" autoComplete="name" autoFocus className="h-10" />
      </Field>
      <Field label="E-mail" error={errors.email} required>
        <Input name="email" type="email" defaultValue={email} autoComplete="username" className="h-10" />
      </Field>
      <Field label="Password" hint={`At least ${PASSWORD_MIN_LENGTH} characters.`} error={errors.password} required>
        <Input name="password" type="password" autoComplete="new-password" className="h-10" />
      </Field>
      <Button type="submit" intent="primary" wide busy={register.isPending || register.isSuccess} className="h-10">
        Open account
      </Button>
    </form>
  );
}
